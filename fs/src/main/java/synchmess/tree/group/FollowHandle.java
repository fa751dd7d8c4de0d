package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import synchmess.group.Group;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;

/**
 * {@code follow}: delivers each message as it becomes ready, for ever, one for each read. The
 * handle keeps the last message and serves it by offset. So the rest of a short read is left to the
 * next reads, and readers may seek back within the message.
 */
final class FollowHandle extends MessageHandle {
  @GuardedBy("this")
  private byte[] last = new byte[0];

  /** The offset of the last message's first byte. */
  @GuardedBy("this")
  private long start;

  /** Where the last read ended. */
  @GuardedBy("this")
  private long end;

  FollowHandle(File file, Group group) {
    super(file, group);
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (answerFromLast(offset, size, reply)) {
      return null;
    }
    return receive(offset, size, flags, reply);
  }

  private synchronized boolean answerFromLast(long offset, int size, Reply reply) {
    if (offset < start || offset >= start + last.length) {
      return false;
    }
    if (ValueHandle.answer(reply, last, offset - start, size)) {
      keep(last, start, offset, size);
    }
    return true;
  }

  /** Keeps a message; a read got its first bytes, from offset to offset + size. */
  @GuardedBy("this")
  private void keep(byte[] content, long contentStart, long offset, int size) {
    last = content;
    start = contentStart;
    end = Math.min(offset + size, contentStart + content.length);
  }

  @Override
  synchronized boolean holds() {
    return end < start + last.length;
  }

  @Override
  synchronized boolean received(byte[] content, long offset, int size, Reply reply) {
    boolean accepted = ValueHandle.answer(reply, content, 0, size);
    if (accepted) {
      keep(content, offset, offset, size);
    }
    return accepted;
  }
}

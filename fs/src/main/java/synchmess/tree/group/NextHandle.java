package synchmess.tree.group;

import synchmess.group.Group;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.value.ValueHandle;
import synchmess.waiting.Parked;

/**
 * {@code next}: waits for one message and delivers it whole, over as many reads as it takes. The
 * handle keeps the message and serves it by offset, so that readers may seek.
 */
final class NextHandle extends MessageHandle {
  private byte[] message;

  NextHandle(File file, Group group) {
    super(file, group);
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    byte[] kept = kept();
    if (kept != null) {
      ValueHandle.answer(reply, kept, offset, size);
      return null;
    }
    return receive(offset, size, flags, reply);
  }

  private synchronized byte[] kept() {
    return message;
  }

  @Override
  boolean holds() {
    return kept() != null;
  }

  @Override
  synchronized boolean received(byte[] content, long offset, int size, Reply reply) {
    boolean accepted = ValueHandle.answer(reply, content, offset, size);
    if (accepted) {
      message = content;
    }
    return accepted;
  }
}

package synchmess.tree.group;

import java.util.List;
import synchmess.group.Group;
import synchmess.group.Message;
import synchmess.group.Receiver;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/** An open file whose reads wait for a message. It keeps that message. */
abstract class MessageHandle implements ReadableHandle, PollableHandle {
  private final File file;
  private final Group group;

  /** The message that it keeps; counts as the group's; null without one. */
  private byte[] kept;

  MessageHandle(File file, Group group) {
    this.file = file;
    this.group = group;
  }

  @Override
  public final File file() {
    return file;
  }

  /** Whether it has bytes to read without a further message. */
  abstract boolean holds();

  /**
   * Answers a read of this offset and size with a message, and keeps the message. When the reply is
   * refused, returns false and keeps nothing.
   */
  abstract boolean received(byte[] content, long offset, int size, Reply reply);

  /** Waits for a message; with O_NONBLOCK: EAGAIN when there is none. */
  final Parked receive(long offset, int size, OpenFlags flags, Reply reply) {
    int patience = flags.nonBlocking() ? Receiver.AT_ONCE : Receiver.FOREVER;
    ReplyReceiver receiver =
        new ReplyReceiver(patience, true, reply) {
          @Override
          protected void received(Message message) {
            deliver(message, offset, size, reply);
          }
        };
    group.receive(receiver);
    return receiver;
  }

  /** Keeps the message, or puts it back. It already counts as kept. */
  private void deliver(Message message, long offset, int size, Reply reply) {
    byte[] content = message.content();
    byte[] done = content;
    boolean accepted;
    synchronized (this) {
      accepted = received(content, offset, size, reply);
      if (accepted) {
        done = keep(content);
      }
    }
    letGo(done);
    if (!accepted) {
      group.putBack(List.of(message));
    }
  }

  /** Returns what it kept before. */
  private synchronized byte[] keep(byte[] content) {
    byte[] before = kept;
    kept = content;
    return before;
  }

  /** Called without this handle's lock: the room that it makes may wake others. */
  private void letGo(byte[] content) {
    if (content != null) {
      group.letGo(content);
    }
  }

  @Override
  public final void close() {
    letGo(keep(null));
  }

  @Override
  public final Readiness poll(Watcher watcher) {
    Readiness its = group.poll(watcher);
    return new Readiness(its.readable() || holds(), false, its.removed());
  }

  @Override
  public final boolean unwatch(Watcher watcher) {
    return group.unwatch(watcher);
  }
}

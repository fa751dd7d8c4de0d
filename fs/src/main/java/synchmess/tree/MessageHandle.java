package synchmess.tree;

import java.util.List;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Group;
import synchmess.group.Message;
import synchmess.group.Parked;
import synchmess.group.Readiness;
import synchmess.group.Watcher;

/** An open file from which messages are received that it waits for, and partly keeps. */
abstract class MessageHandle implements ReadableHandle, PollableHandle {
  private final File file;
  private final Group group;

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
   * Answers a read of this offset and size with a message that was received for it, and keeps the
   * message; false, and nothing kept, when the reply is refused.
   */
  abstract boolean received(byte[] content, long offset, int size, Reply reply);

  /** Waits for a message; with O_NONBLOCK: EAGAIN when there is none. */
  final Parked receive(long offset, int size, OpenFlags flags, Reply reply) {
    if (flags.nonBlocking()) {
      Message message = group.receive();
      if (message == null) {
        throw new ErrnoException(Errno.EAGAIN);
      }
      deliver(message, offset, size, reply);
      return null;
    }
    ReplyReceiver receiver =
        new ReplyReceiver(reply) {
          @Override
          protected void received(Message message) {
            deliver(message, offset, size, reply);
          }
        };
    group.receive(receiver, 0);
    return receiver;
  }

  private void deliver(Message message, long offset, int size, Reply reply) {
    if (!received(message.content(), offset, size, reply)) {
      group.putBack(List.of(message));
    }
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

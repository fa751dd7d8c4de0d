package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.FullPolicy;
import synchmess.group.Group;
import synchmess.group.ReadMode;
import synchmess.group.Receiver;
import synchmess.group.Sender;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;
import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/** An open file by which messages are sent and received, as the group's policies have it. */
abstract class StreamHandle implements ReadableHandle, WritableHandle, PollableHandle {
  private final File file;
  final Group group;
  final OpenFlags opened;

  StreamHandle(File file, Group group, OpenFlags opened) {
    this.file = file;
    this.group = group;
    this.opened = opened;
  }

  @Override
  public final File file() {
    return file;
  }

  /** Open for reading alone it may seek, as programs expect of a regular file. */
  @Override
  public final boolean isStream() {
    return opened.writable();
  }

  /** Sends all or none, and answers with so many bytes; throttled while there is no room. */
  final Parked send(int size, OpenFlags flags, Reply reply, byte[]... messages) {
    if (flags.nonBlocking() || group.settings().fullPolicy() == FullPolicy.FAIL) {
      group.send(messages);
      reply.value(size);
      return null;
    }
    Sender sender = new ReplySender(size, reply, messages);
    if (group.send(sender)) {
      reply.value(size);
      return null;
    }
    return sender;
  }

  /** Answers a read for which nothing is ready, or lets it wait as that receiver. */
  final Parked await(Receiver receiver, OpenFlags flags, Reply reply) {
    if (group.settings().readMode() == ReadMode.EOF) {
      reply.value(0);
      return null;
    }
    if (flags.nonBlocking()) {
      throw new ErrnoException(Errno.EAGAIN);
    }
    group.receive(receiver, group.settings().receiveTimeout());
    return receiver;
  }

  /** Whether it has bytes to read without a further message. */
  boolean holds() {
    return false;
  }

  @Override
  public final Readiness poll(Watcher watcher) {
    Readiness its = group.poll(watcher);
    return new Readiness(its.readable() || holds(), its.writable(), its.removed());
  }

  @Override
  public final boolean unwatch(Watcher watcher) {
    return group.unwatch(watcher);
  }
}

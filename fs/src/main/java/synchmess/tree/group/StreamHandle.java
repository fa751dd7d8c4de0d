package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.group.Group;
import synchmess.group.Patience;
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

/** An open file that sends and receives messages by the group's policies. */
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

  /** Not when open for reading alone: it may then seek, as programs expect of a regular file. */
  @Override
  public final boolean isStream() {
    return opened.writable();
  }

  /** Sends all or none; throttled while there is no room. */
  final Parked send(Sender sender) {
    group.send(sender);
    return sender;
  }

  /** How long a write waits for room. */
  static Patience patienceToSend(OpenFlags flags) {
    return flags.nonBlocking() ? Patience.NONE : Patience.BY_POLICY;
  }

  /** How long a read waits for a message. */
  final int patience(OpenFlags flags) {
    return flags.nonBlocking() || readsToEnd()
        ? Receiver.AT_ONCE
        : group.settings().receiveTimeout();
  }

  /** Whether a read is at end of file when nothing is ready. */
  private boolean readsToEnd() {
    return group.settings().readMode() == ReadMode.EOF;
  }

  /** Answers a read that got no message. */
  final void answerEmpty(Errno why, Reply reply) {
    if (why == Errno.EAGAIN && readsToEnd()) {
      reply.value(0);
    } else {
      reply.failed(why);
    }
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

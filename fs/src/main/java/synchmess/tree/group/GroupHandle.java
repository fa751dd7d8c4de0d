package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Message;
import synchmess.group.SendMode;
import synchmess.group.ShortRead;
import synchmess.ioctl.Ioctl;
import synchmess.tree.IoctlHandle;
import synchmess.tree.OpenFlags;
import synchmess.tree.Reply;
import synchmess.tree.SyncableHandle;
import synchmess.waiting.Parked;

/** An open group file. */
final class GroupHandle extends StreamHandle implements IoctlHandle, SyncableHandle {
  private final GroupFile groupFile;

  /** All that it writes, where that is one message; null where each write is one. */
  private final MessageUntilClose message;

  /** What it keeps of the message that it took last, which counts as the group's. */
  @GuardedBy("this")
  private final LastMessage last = new LastMessage();

  GroupHandle(GroupFile groupFile, OpenFlags opened) {
    super(groupFile, groupFile.group(), opened);
    this.groupFile = groupFile;
    boolean whole = opened.writable() && group.settings().sendMode() == SendMode.CLOSE;
    this.message = whole ? new MessageUntilClose(group) : null;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (answerFromLast(offset, size, reply)) {
      return null;
    }
    Message message = receive();
    if (message == null) {
      return await(new Reader(offset, size, reply), flags, reply);
    }
    deliver(message, offset, size, reply, seeks());
    return null;
  }

  /** Whether its readers may seek back, so that each message is kept until the next one. */
  private boolean seeks() {
    return !isStream();
  }

  /** Takes the next message; whether there is one or not, the last one is kept no longer. */
  private Message receive() {
    if (!seeks()) {
      return group.receive();
    }
    byte[] done;
    synchronized (this) {
      done = last.clear();
    }
    return group.receiveToKeep(done);
  }

  /** A read that waits for its message. */
  private final class Reader extends ReplyReceiver {
    private final long offset;
    private final int size;

    Reader(long offset, int size, Reply reply) {
      super(reply);
      this.offset = offset;
      this.size = size;
    }

    @Override
    protected void received(Message message) {
      deliver(message, offset, size, reply, false);
    }
  }

  /** False when a further message is wanted. What is kept stays so when the reply is refused. */
  private boolean answerFromLast(long offset, int size, Reply reply) {
    byte[] done = null;
    synchronized (this) {
      int again = seeks() ? last.find(offset) : -1;
      if ((again < 0 && !last.hasRest()) || group.removed()) {
        return false;
      }
      if (again >= 0) {
        reply.data(last.content(), again, Math.min(size, last.end() - again));
      } else {
        done = answerFromRest(offset, size, reply);
      }
    }
    letGo(done);
    return true;
  }

  /** Returns what is kept no longer; null when nothing is. */
  @GuardedBy("this")
  private byte[] answerFromRest(long offset, int size, Reply reply) {
    int length = Math.min(size, last.content().length - last.end());
    if (reply.data(last.content(), last.end(), length)) {
      last.readOn(offset, length, keeps(size));
    }
    return seeks() || last.hasRest() ? null : last.clear();
  }

  /**
   * Answers a read with a message, which goes back to the group when the reply is refused.
   *
   * @param counts whether the message counts as kept already
   */
  private void deliver(Message message, long offset, int size, Reply reply, boolean counts) {
    byte[] content = message.content();
    int length = Math.min(size, content.length);
    byte[] done = counts ? content : null;
    boolean accepted;
    synchronized (this) {
      accepted = reply.data(content, 0, length);
      boolean rest = length < content.length && keeps(size);
      if (accepted && (rest || (seeks() && !last.hasRest()))) {
        if (!counts) {
          group.keep(content);
        }
        done = last.clear();
        last.begin(content, offset, length, rest);
      }
    }
    letGo(done);
    if (!accepted) {
      group.putBack(List.of(message));
    }
  }

  /** Called without this handle's lock: the room that it makes may be others' turn. */
  private void letGo(byte[] content) {
    if (content != null) {
      group.letGo(content);
    }
  }

  private boolean keeps(int size) {
    ShortRead rule = group.settings().shortRead();
    return rule == ShortRead.KEEP || (rule == ShortRead.SHELL && size == 1);
  }

  @Override
  public Parked write(byte[] bytes, OpenFlags flags, Reply reply) {
    if (message == null) {
      return send(bytes.length, flags, reply, bytes);
    }
    message.append(bytes);
    reply.value(bytes.length);
    return null;
  }

  @Override
  public void sync() {
    group.flush();
  }

  @Override
  public Parked ioctl(Ioctl command, byte[] argument, Reply reply) {
    if (command == Ioctl.INSTALL_GROUP) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    if (group.removed()) {
      throw new ErrnoException(Errno.ENODEV);
    }
    if (command == Ioctl.SLEEP) {
      ReplySleeper sleeper = new ReplySleeper(reply);
      group.sleep(sleeper);
      return sleeper;
    }
    if (!opened.writable()) {
      throw new ErrnoException(Errno.EBADF);
    }
    reply.value(change(command, argument));
    return null;
  }

  /** Carries out a command that needs a descriptor open for writing; returns its result. */
  private int change(Ioctl command, byte[] argument) {
    return switch (command) {
      case AWAKE -> group.awake();
      case SET_SEND_DELAY -> setSendDelay(argument);
      case REVOKE_DELAYED_MESSAGES -> group.revoke();
      case FLUSH -> group.flush();
      case SLEEP, INSTALL_GROUP -> throw new AssertionError(command);
    };
  }

  /**
   * @throws ErrnoException EINVAL beyond 2^31−1 ms
   */
  private int setSendDelay(byte[] argument) {
    int millis = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder()).getInt(0);
    if (millis < 0) {
      throw new ErrnoException(Errno.EINVAL);
    }
    group.settings().setSendDelay(millis);
    return 0;
  }

  @Override
  synchronized boolean holds() {
    return last.hasRest();
  }

  @Override
  public void close() {
    byte[] done;
    synchronized (this) {
      done = last.clear();
    }
    letGo(done);
    try {
      if (message != null) {
        message.send();
      }
    } finally {
      groupFile.closed();
    }
  }
}

package synchmess.tree.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Change;
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

  /** The message of all its writes; null when each write is one. */
  private final MessageUntilClose message;

  /** What it keeps of the last message; counts as the group's. */
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
    if (seeks()) {
      forgetLast();
    }
    Reader reader = new Reader(patience(flags), seeks(), offset, size, reply);
    group.receive(reader);
    return reader;
  }

  /** Whether its readers may seek back; it then keeps each message until the next one. */
  private boolean seeks() {
    return !isStream();
  }

  private void forgetLast() {
    byte[] done;
    synchronized (this) {
      done = last.clear();
    }
    letGo(done);
  }

  /** A read that wants a message. */
  private final class Reader extends ReplyReceiver {
    private final long offset;
    private final int size;

    Reader(int patience, boolean keeps, long offset, int size, Reply reply) {
      super(patience, keeps, reply);
      this.offset = offset;
      this.size = size;
    }

    @Override
    protected void received(Message message) {
      deliver(message, offset, size, reply, keeps());
    }

    @Override
    public void failed(Errno why) {
      answerEmpty(why, reply);
    }
  }

  /**
   * Answers from the kept message; false when the read needs a further one. A refused reply changes
   * nothing.
   */
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

  /** Returns what it stops keeping; null when that is nothing. */
  @GuardedBy("this")
  private byte[] answerFromRest(long offset, int size, Reply reply) {
    int length = Math.min(size, last.content().length - last.end());
    if (reply.data(last.content(), last.end(), length)) {
      last.readOn(offset, length, keeps(size));
    }
    return seeks() || last.hasRest() ? null : last.clear();
  }

  /**
   * Answers a read with a message; puts it back when the reply is refused.
   *
   * @param counts whether the message already counts as kept
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

  /** Called without this handle's lock: the room that it makes may wake others. */
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
      return send(new ReplySender(patienceToSend(flags), reply, bytes));
    }
    message.append(bytes);
    reply.value(bytes.length);
    return null;
  }

  @Override
  public Parked sync(Reply reply) {
    Change flush = new ReplyChange(Change.Kind.FLUSH, count -> reply.value(0), reply);
    group.change(flush);
    return flush;
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
    Change change = change(command, argument, reply);
    group.change(change);
    return change;
  }

  /** A command that needs a descriptor open for writing. */
  private static Change change(Ioctl command, byte[] argument, Reply reply) {
    return switch (command) {
      case AWAKE -> new ReplyChange(Change.Kind.AWAKE, reply::value, reply);
      case SET_SEND_DELAY -> sendDelay(argument, reply);
      case REVOKE_DELAYED_MESSAGES -> new ReplyChange(Change.Kind.REVOKE, reply::value, reply);
      case FLUSH -> new ReplyChange(Change.Kind.FLUSH, reply::value, reply);
      case SLEEP, INSTALL_GROUP -> throw new AssertionError(command);
    };
  }

  /**
   * @throws ErrnoException EINVAL beyond 2^31−1 ms
   */
  private static Change sendDelay(byte[] argument, Reply reply) {
    int millis = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder()).getInt(0);
    if (millis < 0) {
      throw new ErrnoException(Errno.EINVAL);
    }
    return new ReplyChange(its -> its.setSendDelay(millis), reply::value, reply);
  }

  @Override
  synchronized boolean holds() {
    return last.hasRest();
  }

  @Override
  public void close() {
    forgetLast();
    try {
      if (message != null) {
        message.send();
      }
    } finally {
      groupFile.closed();
    }
  }
}

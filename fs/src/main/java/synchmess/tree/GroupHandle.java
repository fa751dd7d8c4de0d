package synchmess.tree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Message;
import synchmess.group.Parked;
import synchmess.group.SendMode;
import synchmess.group.ShortRead;
import synchmess.ioctl.Ioctl;

/** An open group file. */
final class GroupHandle extends StreamHandle implements IoctlHandle, SyncableHandle {
  private final GroupFile groupFile;

  /** All that it writes, where that is one message; null where each write is one. */
  private final MessageUntilClose message;

  /** A message of which a short read has kept the rest; null when nothing is kept. */
  @GuardedBy("this")
  private byte[] rest;

  /** Where the rest begins. */
  @GuardedBy("this")
  private int restStart;

  GroupHandle(GroupFile groupFile, OpenFlags opened) {
    super(groupFile, groupFile.group(), opened);
    this.groupFile = groupFile;
    boolean whole = opened.writable() && group.settings().sendMode() == SendMode.CLOSE;
    this.message = whole ? new MessageUntilClose(group) : null;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (answerFromRest(size, reply)) {
      return null;
    }
    Message message = group.receive();
    if (message == null) {
      return await(new Reader(size, reply), flags, reply);
    }
    deliver(message, size, reply);
    return null;
  }

  /** A read that waits for its message. */
  private final class Reader extends ReplyReceiver {
    private final int size;

    Reader(int size, Reply reply) {
      super(reply);
      this.size = size;
    }

    @Override
    protected void received(Message message) {
      deliver(message, size, reply);
    }
  }

  /** False when nothing was kept. What is kept stays so when the reply is refused. */
  private boolean answerFromRest(int size, Reply reply) {
    byte[] done = null;
    synchronized (this) {
      if (rest == null || group.removed()) {
        return false;
      }
      int length = Math.min(size, rest.length - restStart);
      if (reply.data(rest, restStart, length)) {
        done = keep(rest, restStart + length, size);
      }
    }
    letGo(done);
    return true;
  }

  /** Answers a read with a message, which goes back to the group when the reply is refused. */
  private void deliver(Message message, int size, Reply reply) {
    if (!answer(message.content(), size, reply)) {
      group.putBack(List.of(message));
    }
  }

  private boolean answer(byte[] content, int size, Reply reply) {
    int length = Math.min(size, content.length);
    byte[] done = null;
    boolean accepted;
    synchronized (this) {
      accepted = reply.data(content, 0, length);
      if (accepted) {
        done = keep(content, length, size);
      }
    }
    letGo(done);
    return accepted;
  }

  /**
   * Keeps or discards what a read of that size has left of a message; what another read has kept
   * meanwhile is not discarded. Returns what is kept no longer; null when nothing is.
   */
  @GuardedBy("this")
  private byte[] keep(byte[] content, int from, int size) {
    byte[] before = rest;
    if (from < content.length && keeps(size)) {
      keep(content);
      restStart = from;
    } else if (before == content) {
      rest = null;
    }
    return rest == before ? null : before;
  }

  @GuardedBy("this")
  private void keep(byte[] content) {
    if (rest != content) {
      group.keep(content);
      rest = content;
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
    return rest != null;
  }

  @Override
  public void close() {
    byte[] done;
    synchronized (this) {
      done = rest;
      rest = null;
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

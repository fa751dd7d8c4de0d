package synchmess.job;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Group;
import synchmess.group.Sender;
import synchmess.group.Settings;

/**
 * Sends the result of one job to a group, once: it waits for room there, however long it takes,
 * unless the group is removed, or too many of its user wait already.
 */
public final class Callback {
  private final Supplier<Group> found;
  private volatile Group group;
  private volatile String pending;

  /**
   * @param found the group, installed if it has to be; asked once, when the job is accepted. Its
   *     ErrnoException refuses the job.
   */
  public Callback(Supplier<Group> found) {
    this.found = found;
  }

  /** The job is about to be queued. Called under the lock of the jobs. */
  void accept() {
    group = found.get();
  }

  /**
   * @param result what is sent if it fits a message, and the group; not to be changed any more
   * @param brief what is sent if not, as much of it as fits
   * @param uid whose job it is
   */
  void send(byte[] result, byte[] brief, int uid, Undelivered undelivered) {
    pending = "waits for room in " + group.name();
    byte[] content = content(result, brief);
    Message message = new Message(content, uid, undelivered);
    if (!undelivered.enter(uid, content.length)) {
      sendNow(content);
      return;
    }
    try {
      if (group.send(message)) {
        message.sent();
      }
    } catch (ErrnoException e) {
      message.failed(e.errno());
      if (e.errno() == Errno.EMSGSIZE) {
        send(result, brief, uid, undelivered); // the limit has been lowered meanwhile
      }
    } catch (Throwable e) {
      message.failed(Errno.ENOMEM);
      throw e;
    }
  }

  /** Without waiting for room. */
  private void sendNow(byte[] content) {
    try {
      group.send(content);
      pending = null;
    } catch (ErrnoException e) {
      boolean full = e.errno() == Errno.ENOSPC || e.errno() == Errno.EAGAIN;
      pending =
          full
              ? "not sent, no room in " + group.name() + ", and too many results wait"
              : failure(e.errno());
    }
  }

  private byte[] content(byte[] result, byte[] brief) {
    Settings its = group.settings();
    int most = (int) Math.min(its.maxMessageSize().value(), its.maxStorageSize().value());
    if (result.length <= most) {
      return result;
    }
    return brief.length <= most ? brief : Arrays.copyOf(brief, most);
  }

  private String failure(Errno why) {
    return why == Errno.ENODEV ? group.name() + " is gone" : why.text();
  }

  /** What becomes of it; null before the job has ended, and once it is delivered. */
  String pending() {
    return pending;
  }

  private final class Message extends Sender {
    private final int size;
    private final int uid;
    private final Undelivered undelivered;
    private final AtomicBoolean left = new AtomicBoolean();

    Message(byte[] content, int uid, Undelivered undelivered) {
      super(content);
      this.size = content.length;
      this.uid = uid;
      this.undelivered = undelivered;
    }

    @Override
    protected boolean insists() {
      return true;
    }

    @Override
    protected void sent() {
      pending = null;
      uncount();
    }

    @Override
    public void failed(Errno why) {
      pending = failure(why);
      uncount();
    }

    private void uncount() {
      if (left.compareAndSet(false, true)) {
        undelivered.leave(uid, size);
      }
    }
  }
}

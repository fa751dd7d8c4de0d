package synchmess.job;

import java.util.Arrays;
import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.group.Group;
import synchmess.group.MessageSender;
import synchmess.group.Patience;
import synchmess.group.Settings;

/**
 * Sends the result of one job to a group, once. It waits for room there as long as it takes; it
 * gives up when the group is removed, or too many results of its user wait already.
 */
public final class Callback {
  private final Supplier<Group> found;
  private volatile Group group;
  private volatile String pending;

  /**
   * @param found gives the group, and installs it if need be; asked once, when the job is accepted.
   *     Its ErrnoException refuses the job.
   */
  public Callback(Supplier<Group> found) {
    this.found = found;
  }

  /** The job is about to be queued. Called under the lock of the jobs. */
  void accept() {
    group = found.get();
  }

  /**
   * @param result sent if it fits a message and the group; nobody changes it from now on
   * @param brief sent if not, as much of it as fits
   * @param uid the job's owner
   */
  void send(byte[] result, byte[] brief, int uid, Undelivered undelivered) {
    pending = "waits for room in " + group.name();
    byte[] content = content(result, brief);
    if (undelivered.enter(uid, content.length)) {
      group.send(
          new Patient(content, uid, undelivered, () -> send(result, brief, uid, undelivered)));
    } else {
      group.send(new Impatient(content));
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

  private String sentence(Errno why) {
    return why == Errno.ENODEV ? group.name() + " is gone" : why.text();
  }

  /** Its state, for people; null before the job's end, and once delivered. */
  String pending() {
    return pending;
  }

  /** Waits for room. */
  private final class Patient extends MessageSender {
    private final int uid;
    private final Undelivered undelivered;
    private final Runnable again;
    private final int length;

    /**
     * @param again sends anew, what fits
     */
    Patient(byte[] content, int uid, Undelivered undelivered, Runnable again) {
      super(Patience.ENDLESS, content);
      this.uid = uid;
      this.undelivered = undelivered;
      this.again = again;
      this.length = content.length;
    }

    @Override
    protected void sent() {
      pending = null;
      undelivered.leave(uid, length);
    }

    @Override
    public void failed(Errno why) {
      pending = sentence(why);
      undelivered.leave(uid, length);
      if (why == Errno.EMSGSIZE) {
        again.run(); // the limit has been lowered meanwhile
      }
    }
  }

  /** Does not wait for room. */
  private final class Impatient extends MessageSender {
    Impatient(byte[] content) {
      super(Patience.NONE, content);
    }

    @Override
    protected void sent() {
      pending = null;
    }

    @Override
    public void failed(Errno why) {
      boolean full = why == Errno.ENOSPC || why == Errno.EAGAIN;
      pending =
          full
              ? "not sent, no room in " + group.name() + ", and too many results wait"
              : sentence(why);
    }
  }
}

package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Group;
import synchmess.group.Limits;
import synchmess.group.Sender;

/**
 * Sends the result of one job to a group, once: it waits for room there, however long it takes,
 * unless the group is removed.
 */
public final class Callback {
  private final Group group;
  private final Limits limits;
  private volatile String pending;

  public Callback(Group group, Limits limits) {
    this.group = group;
    this.limits = limits;
  }

  /**
   * @param result what is sent if it fits a message, and the group
   * @param brief what is sent if not, as much of it as fits
   */
  void send(String result, String brief) {
    pending = "waits for room in " + group.name();
    Message message = new Message(content(result, brief));
    try {
      if (group.send(message)) {
        message.sent();
      }
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EMSGSIZE) {
        send(result, brief); // the limit has been lowered meanwhile
      } else {
        message.failed(e.errno());
      }
    }
  }

  private byte[] content(String result, String brief) {
    int most = (int) Math.min(limits.maxMessageSize(), limits.maxStorageSize());
    byte[] whole = result.getBytes(UTF_8);
    if (whole.length <= most) {
      return whole;
    }
    byte[] part = brief.getBytes(UTF_8);
    return part.length <= most ? part : Arrays.copyOf(part, most);
  }

  /** What becomes of it; null before the job has ended, and once it is delivered. */
  String pending() {
    return pending;
  }

  private final class Message extends Sender {
    Message(byte[] content) {
      super(content);
    }

    @Override
    protected boolean insists() {
      return true;
    }

    @Override
    protected void sent() {
      pending = null;
    }

    @Override
    protected void failed(Errno why) {
      pending = why == Errno.ENODEV ? group.name() + " is gone" : why.text();
    }
  }
}

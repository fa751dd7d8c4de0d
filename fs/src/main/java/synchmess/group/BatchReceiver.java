package synchmess.group;

import java.util.List;
import synchmess.errno.Errno;

/** A caller that wants as many messages as it has room for; see {@link Group#receive(int, int)}. */
public abstract class BatchReceiver extends Receiver {
  private final int room;
  private final int header;

  /**
   * @param room the caller's buffer, in bytes
   * @param header the bytes that each message takes beyond its content
   */
  protected BatchReceiver(int room, int header) {
    this.room = room;
    this.header = header;
  }

  /**
   * Gives the caller its messages, one at least, which are no longer in the group. Called without
   * any lock.
   */
  protected abstract void received(List<Message> messages);

  /** A first message that does not fit stays where it is, and this caller gets EMSGSIZE. */
  @Override
  final Runnable take(Mailbox mailbox) {
    List<Message> messages = mailbox.take(room, header);
    return messages.isEmpty() ? () -> failed(Errno.EMSGSIZE) : () -> received(messages);
  }
}

package synchmess.group;

import java.util.List;
import synchmess.errno.Errno;
import synchmess.waiting.Wakes;

/**
 * A caller that wants as many messages as it has room for. When the first does not fit, it fails
 * with EMSGSIZE and takes nothing.
 */
public abstract class BatchReceiver extends Receiver {
  private final int room;
  private final int header;
  private List<Message> messages;

  /**
   * @param patience in ms, or {@link #AT_ONCE}, or {@link #FOREVER}
   * @param room the caller's buffer, in bytes
   * @param header the bytes that each message takes beyond its content
   */
  protected BatchReceiver(int patience, int room, int header) {
    super(patience);
    this.room = room;
    this.header = header;
  }

  /**
   * Gives the caller its messages, at least one. They have left the group. Called without any lock.
   */
  protected abstract void received(List<Message> messages);

  @Override
  final void take(Contents contents, Wakes wakes) {
    messages = contents.take(room, header);
    if (messages.isEmpty()) {
      wakes.fail(this, Errno.EMSGSIZE);
    } else {
      wakes.end(this);
    }
  }

  @Override
  protected final void completed() {
    received(messages);
  }
}

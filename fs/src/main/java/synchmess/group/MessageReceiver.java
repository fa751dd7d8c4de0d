package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller that wants one message. */
public abstract class MessageReceiver extends Receiver {
  private final boolean keeps;
  private Message message;

  /**
   * @param patience in ms, or {@link #AT_ONCE}, or {@link #FOREVER}
   * @param keeps whether the message counts as the group's until {@link Group#letGo}
   */
  protected MessageReceiver(int patience, boolean keeps) {
    super(patience);
    this.keeps = keeps;
  }

  /** Whether its message counts as the group's. */
  protected final boolean keeps() {
    return keeps;
  }

  /** Gives the caller its message, which has left the group. Called without any lock. */
  protected abstract void received(Message message);

  @Override
  final void take(Contents contents, Wakes wakes) {
    message = contents.take(keeps);
    wakes.end(this);
  }

  @Override
  protected final void completed() {
    received(message);
  }
}

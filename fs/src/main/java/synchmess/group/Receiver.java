package synchmess.group;

import synchmess.waiting.Waiter;

/** A caller that wants messages: {@link MessageReceiver one}, or {@link BatchReceiver many}. */
public abstract class Receiver extends Waiter {
  Receiver() {}

  /**
   * Takes what it wants of the ready messages, of which there is one at least. Called under the
   * group's lock; what it returns tells the caller, and is run without the lock.
   */
  abstract Runnable take(Mailbox mailbox);
}

package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller that wants messages: {@link MessageReceiver one}, or {@link BatchReceiver many}. */
public abstract class Receiver extends Operation {
  /** Fails with EAGAIN while nothing is ready. */
  public static final int AT_ONCE = -1;

  /** Waits until something is ready. */
  public static final int FOREVER = 0;

  /** In ms, then it fails with ETIMEDOUT; or one of the above. */
  final int patience;

  Receiver(int patience) {
    this.patience = patience;
  }

  /**
   * Takes what it wants of the ready messages, and ends. Called under the group's lock, while at
   * least one is ready.
   */
  abstract void take(Contents contents, Wakes wakes);

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    mailbox.receive(this, wakes);
  }
}

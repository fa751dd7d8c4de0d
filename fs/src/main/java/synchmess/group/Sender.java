package synchmess.group;

import synchmess.waiting.Wakes;

/**
 * A caller that wants its messages stored, all or none: {@link MessageSender one}, or {@link
 * BatchSender many}.
 */
public abstract class Sender extends Operation {
  final Patience patience;

  /**
   * Whether it took its room beyond a limit, and waits until the room would fit. Guarded by the
   * group's lock.
   */
  boolean owes;

  Sender(Patience patience) {
    this.patience = patience;
  }

  /** How many messages it has. */
  abstract int count();

  /** The content of one, from 0 on. */
  abstract byte[] content(int number);

  /** The bytes of all contents. */
  abstract long size();

  /** What they take of the heap, parked or stored. */
  abstract long cost();

  /** Tells the caller that its messages are stored. Called without any lock. */
  protected abstract void sent();

  @Override
  protected final void completed() {
    sent();
  }

  @Override
  final void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes) {
    mailbox.send(this, wakes);
  }
}

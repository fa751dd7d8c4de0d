package synchmess.group;

import synchmess.waiting.Wakes;

/**
 * A caller that wants its messages stored, all or none: {@link MessageSender one}, or {@link
 * BatchSender many}.
 */
public abstract class Sender extends Operation {
  /** Delays its messages by the group's {@code send_delay}. */
  public static final int AS_THE_GROUP = -1;

  final Patience patience;

  /** How long after the send its messages become ready, in ms; or {@link #AS_THE_GROUP}. */
  final int delay;

  /**
   * Whether it took its room beyond a limit, and waits until the room would fit. Guarded by the
   * group's lock.
   */
  boolean owes;

  /** The number of its last message. Written once, before the caller is told. */
  private long lastId;

  Sender(Patience patience, int delay) {
    this.patience = patience;
    this.delay = delay;
  }

  /** Called under the group's lock, once its messages are stored. */
  final void setLastId(long id) {
    lastId = id;
  }

  /** The number of its last message; once sent. */
  protected final long lastId() {
    return lastId;
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

package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller that wants its messages stored, all or none. */
public abstract class Sender extends Operation {
  final Patience patience;
  final byte[][] contents;

  /** The bytes of all contents. */
  final long size;

  /**
   * Whether it took its room beyond a limit, and waits until the room would fit. Guarded by the
   * group's lock.
   */
  boolean owes;

  /** Takes the contents over: nobody changes them from now on. */
  protected Sender(Patience patience, byte[]... contents) {
    this.patience = patience;
    this.contents = contents;
    size = size(contents);
  }

  /** What they take of the heap, parked or stored. */
  final long cost() {
    return Cost.of(contents);
  }

  static long size(byte[]... contents) {
    long size = 0;
    for (byte[] content : contents) {
      size += content.length;
    }
    return size;
  }

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

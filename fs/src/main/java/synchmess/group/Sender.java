package synchmess.group;

import synchmess.waiting.Wakes;

/** A caller whose messages are to be stored, all or none. */
public abstract class Sender extends Operation {
  final Patience patience;
  final byte[][] contents;

  /** The bytes of all contents. */
  final long size;

  /**
   * Whether their room was taken beyond a limit, so that they wait until it would have fitted.
   * Guarded by the group's lock.
   */
  boolean owes;

  /** The contents are handed over: nobody changes them from now on. */
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

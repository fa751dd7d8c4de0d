package synchmess.group;

import synchmess.waiting.Waiter;

/** A caller whose messages are throttled while there is no room for all of them. */
public abstract class Sender extends Waiter {
  final byte[][] contents;

  /** The bytes of all contents. */
  final long size;

  /** What they take of the heap, parked or stored. */
  final long cost;

  /**
   * Whether their room was taken beyond a limit, so that they wait until it would have fitted.
   * Guarded by the group's lock.
   */
  boolean owes;

  /** The contents are handed over: nobody changes them from now on. */
  protected Sender(byte[]... contents) {
    this.contents = contents;
    size = size(contents);
    cost = Cost.of(contents);
  }

  static long size(byte[]... contents) {
    long size = 0;
    for (byte[] content : contents) {
      size += content.length;
    }
    return size;
  }

  /** Whether it waits for room whatever the full policy, and as long as it takes. */
  protected boolean insists() {
    return false;
  }

  /** Tells the caller that its messages are stored. Called without any lock. */
  protected abstract void sent();
}

package synchmess.group;

import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * What one caller asks of a group. It completes or fails at once, or is {@link
 * synchmess.waiting.Parked}.
 */
abstract class Operation extends Waiter {

  /**
   * Carries it out: ends it, or parks it. Called once, under the group's lock.
   *
   * @throws synchmess.errno.ErrnoException when it fails
   */
  abstract void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes);

  /** Whether it runs after the group's removal too, or fails with ENODEV then. */
  boolean outlivesGroup() {
    return false;
  }
}

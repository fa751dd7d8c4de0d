package synchmess.group;

import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * What one caller asks of a group. It completes at once, fails at once, or waits as {@link
 * synchmess.waiting.Parked}.
 */
abstract class Operation extends Waiter {

  /**
   * Carries it out: ends it, or parks it. Called once, under the group's lock.
   *
   * @throws synchmess.errno.ErrnoException fails it
   */
  abstract void carryOut(Mailbox mailbox, Barrier barrier, Wakes wakes);

  /** Whether it is carried out after the group's removal too. Else it fails with ENODEV then. */
  boolean outlivesGroup() {
    return false;
  }
}

package synchmess.waiting;

import synchmess.errno.Errno;

/** A call that waits, and whose wait can be ended. */
public interface Parked {
  /**
   * Ends the wait with an error.
   *
   * @return false when it had ended already, or never was parked
   */
  boolean cancel(Errno why);
}

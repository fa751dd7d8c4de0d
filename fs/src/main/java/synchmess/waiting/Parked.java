package synchmess.waiting;

import synchmess.errno.Errno;

/** A parked call, which can be cancelled. */
public interface Parked {
  /**
   * Ends the wait with an error.
   *
   * @return false when it has ended already, or was never parked
   */
  boolean cancel(Errno why);
}

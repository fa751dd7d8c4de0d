package synchmess.fuse.kernel.ring;

/**
 * Knows when requests may be stuck in the kernel.
 *
 * <p>A request that comes while the kernel has no entry left is kept there. A new entry does not
 * make the kernel send it, but each answer does, one. So when all entries are with requests that
 * wait, the engine adds entries and provokes a request (a <em>nudge</em>): its answer releases one
 * that is stuck, which then comes in the very entry of the nudge. As long as one does, another
 * nudge follows.
 *
 * <p>Used by its queue's thread alone.
 */
final class Starvation {
  private static final int NONE = -1;

  private boolean suspected;
  private boolean nudgeIsOut;

  /** The entry in which the last nudge came and went, until the next look at completions. */
  private int released = NONE;

  /** The same, of the look that is going on. */
  private int releasing = NONE;

  /**
   * A request came.
   *
   * @param left how many entries the kernel has left, or less
   */
  void requestCame(int entry, int left) {
    suspected |= left <= 0 || entry == released;
  }

  void nudgeCame(int entry) {
    nudgeIsOut = false;
    releasing = entry;
  }

  /** All completions that were there have been looked at. */
  void looked() {
    released = releasing;
    releasing = NONE;
  }

  /** Whether a nudge shall be sent now; then one is out. */
  boolean wantsNudge() {
    if (!suspected || nudgeIsOut) {
      return false;
    }
    suspected = false;
    nudgeIsOut = true;
    return true;
  }
}

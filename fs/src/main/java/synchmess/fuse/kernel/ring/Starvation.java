package synchmess.fuse.kernel.ring;

/**
 * Knows when requests may be stuck in the kernel.
 *
 * <p>A request that comes while the kernel has no entry left is kept there. Each answer makes the
 * kernel send one of those, in the entry that the answer gives back; a new entry does not. So
 * requests can only be stuck after entries were added: then a request is provoked (a
 * <em>nudge</em>), whose answer releases one that is stuck, and which then comes in the very entry
 * of the nudge. As long as one does, another nudge follows.
 *
 * <p>Used by its queue's thread alone.
 */
final class Starvation {
  private static final int NONE = -1;

  private boolean suspected;
  private boolean nudgeIsOut;

  /** The entry in which a nudge came when completions were last looked at. */
  private int released = NONE;

  /** The same, of the look that is going on. */
  private int releasing = NONE;

  /** Entries were added. */
  void grew() {
    suspected = true;
    nudgeIsOut = false;
  }

  /** The completions that are there are looked at now. */
  void look() {
    released = releasing;
    releasing = NONE;
  }

  /** A request came in that entry. */
  void requestCame(int entry) {
    suspected |= entry == released;
  }

  /** The nudge came in that entry, which is given back at once. */
  void nudgeCame(int entry) {
    nudgeIsOut = false;
    releasing = entry;
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

  /** The nudge could not be sent; it is to be tried again when something has happened. */
  void nudgeFailed() {
    nudgeIsOut = false;
    suspected = true;
  }
}

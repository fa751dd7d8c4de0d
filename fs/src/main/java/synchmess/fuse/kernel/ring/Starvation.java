package synchmess.fuse.kernel.ring;

/**
 * Knows when requests may be stuck in the kernel.
 *
 * <p>The kernel keeps a request that comes while it has no entry. Each answer makes it send one
 * kept request, in the answer's entry; a new entry does not. So requests can be stuck only after
 * entries were added. Then the queue provokes a request (a <em>nudge</em>). Its answer releases a
 * stuck request, which comes in the nudge's entry. As long as one does, another nudge follows.
 *
 * <p>Used by its queue's thread alone.
 */
final class Starvation {
  private static final int NONE = -1;

  private boolean suspected;
  private boolean nudgeIsOut;

  /** The entry of a nudge in the last look at completions. */
  private int released = NONE;

  /** The same, of the current look. */
  private int releasing = NONE;

  /** Entries were added. */
  void grew() {
    suspected = true;
    nudgeIsOut = false;
  }

  /** A look at completions begins. */
  void look() {
    released = releasing;
    releasing = NONE;
  }

  /** A request came in that entry. */
  void requestCame(int entry) {
    suspected |= entry == released;
  }

  /** The nudge came in that entry, which goes back at once. */
  void nudgeCame(int entry) {
    nudgeIsOut = false;
    releasing = entry;
  }

  /** Whether to send a nudge now; true counts it as sent. */
  boolean wantsNudge() {
    if (!suspected || nudgeIsOut) {
      return false;
    }
    suspected = false;
    nudgeIsOut = true;
    return true;
  }

  /** The nudge was not sent; tries again when something has happened. */
  void nudgeFailed() {
    nudgeIsOut = false;
    suspected = true;
  }
}

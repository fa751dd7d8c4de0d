package synchmess.tree;

import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;

/** A handle on which fsync(2) does something. */
public interface SyncableHandle extends Handle {

  /**
   * Synchronizes: answers with 0 at once, or parks the caller.
   *
   * @return the parked caller, answered later; null when already answered
   * @throws ErrnoException instead of an answer
   */
  Parked sync(Reply reply);
}

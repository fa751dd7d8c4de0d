package synchmess.tree;

import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;

/** A handle that can be read. */
public interface ReadableHandle extends Handle {

  /**
   * Reads: answers at once, or parks the caller.
   *
   * @param offset from where, in bytes; files that are streams ignore it
   * @param size how many bytes at most, at least 1
   * @param flags of the descriptor as of now
   * @return the parked caller, answered later; null when already answered
   * @throws ErrnoException instead of an answer
   */
  Parked read(long offset, int size, OpenFlags flags, Reply reply);
}

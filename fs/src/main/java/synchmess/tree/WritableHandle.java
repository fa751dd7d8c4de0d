package synchmess.tree;

import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;

/** A handle that can be written. The offset never matters. */
public interface WritableHandle extends Handle {

  /**
   * Writes: answers with the number of bytes at once, or parks the caller.
   *
   * @param bytes at least one; nobody changes them from now on
   * @param flags of the descriptor as of now
   * @return the parked caller, answered later; null when already answered
   * @throws ErrnoException instead of an answer
   */
  Parked write(byte[] bytes, OpenFlags flags, Reply reply);
}

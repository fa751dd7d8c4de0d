package synchmess.tree;

import synchmess.errno.Errno;

/**
 * The way back to a caller who waits for a read, a write or an ioctl. Exactly one method is called,
 * once, from any thread.
 */
public interface Reply {

  /**
   * Answers a read. The bytes are not changed afterwards.
   *
   * @return false when the caller is known to be gone and got nothing, so that what was taken for
   *     it can be put back; an engine that never learns it returns true
   */
  boolean data(byte[] bytes, int from, int length);

  /** Answers a write with the bytes taken, an ioctl with its result; a read with nothing at 0. */
  void value(int value);

  /** Answers with an error. */
  void failed(Errno why);
}

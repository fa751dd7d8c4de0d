package synchmess.tree;

import synchmess.errno.Errno;

/** Answers a read, a write or an ioctl. Exactly one method is called, once, from any thread. */
public interface Reply {

  /**
   * Answers a read. Nobody changes the bytes afterwards.
   *
   * @return false when the caller is gone and got nothing, so its messages can be put back; true
   *     from an engine that never learns it
   */
  boolean data(byte[] bytes, int from, int length);

  /**
   * Answers a write with the bytes taken, an ioctl with its result, a read at end of file with 0.
   */
  void value(int value);

  /** Answers with an error. */
  void failed(Errno why);
}

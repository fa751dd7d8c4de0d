package synchmess.tree;

import synchmess.group.Errno;

/**
 * The way back to a caller who waits for a read, a write or an ioctl. Exactly one method is called,
 * once, from any thread.
 */
public interface Reply {

  /** Answers a read. The bytes are not changed afterwards. */
  void data(byte[] bytes, int from, int length);

  /** Answers a write with the bytes taken, an ioctl with its result; a read with nothing at 0. */
  void value(int value);

  /** Answers with an error. */
  void failed(Errno why);
}

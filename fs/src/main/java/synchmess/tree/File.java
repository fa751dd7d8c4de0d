package synchmess.tree;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;

/** A node that can be opened. */
public interface File extends Node {

  /**
   * Opens it for a caller who may, as the kernel has checked.
   *
   * @param tid the thread that asks; 0 where it cannot be seen from here, or does not matter
   * @throws ErrnoException ENODEV when it is gone
   */
  Handle open(OpenFlags flags, Owner caller, int tid);

  /**
   * Whether it is a stream of messages, to which many may write at a time, and whose size means
   * nothing.
   */
  default boolean isStream() {
    return false;
  }

  /** Whether a write to it may have to wait, as things are now. */
  default boolean throttlesWriters() {
    return false;
  }

  /**
   * Whether only the user who opened it may write to the descriptor, whoever else may get hold of
   * it: what a program of another user prints must not become an order.
   */
  default boolean isBoundToOpener() {
    return false;
  }

  /**
   * Refuses what a user writes to a descriptor that another has opened, where that matters.
   *
   * @throws ErrnoException EPERM
   */
  default void checkWriter(int opener, int writer) {
    if (writer != opener && isBoundToOpener()) {
      throw new ErrnoException(Errno.EPERM);
    }
  }
}

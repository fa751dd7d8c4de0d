package synchmess.tree;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.waiting.Parked;

/** A node that can be opened. */
public interface File extends Node {

  /**
   * Opens it. The kernel has checked that the caller may.
   *
   * @param tid the calling thread; 0 when it is not visible from here, or does not matter
   * @throws ErrnoException ENODEV when it is gone
   */
  Handle open(OpenFlags flags, Owner caller, int tid);

  /**
   * Answers once a new file is as safe as required.
   *
   * @param reply gets 0
   * @return what is parked; null when it is done
   */
  default Parked confirm(Reply reply) {
    reply.value(0);
    return null;
  }

  /** Whether it is a stream of messages: many may write at a time, and its size means nothing. */
  default boolean isStream() {
    return false;
  }

  /** Whether a write to it may be throttled now. */
  default boolean throttlesWriters() {
    return false;
  }

  /**
   * Whether only its opener may write to the descriptor: what another user's program prints must
   * not become an order.
   */
  default boolean isBoundToOpener() {
    return false;
  }

  /**
   * Refuses a write by another user than the opener, if the file is bound to its opener.
   *
   * @throws ErrnoException EPERM
   */
  default void checkWriter(int opener, int writer) {
    if (writer != opener && isBoundToOpener()) {
      throw new ErrnoException(Errno.EPERM);
    }
  }
}

package synchmess.tree;

import synchmess.errno.ErrnoException;
import synchmess.ioctl.Ioctl;
import synchmess.waiting.Parked;

/** A handle that takes ioctl commands. */
public interface IoctlHandle extends Handle {

  /**
   * Carries a command out: answers at once, or parks the caller.
   *
   * @param argument the bytes that the command carries in, changed in place to what it hands out
   * @return the parked caller, which answers later; null when answered already
   * @throws ErrnoException instead of an answer; ENOTTY for a command that is not for this file
   */
  Parked ioctl(Ioctl command, byte[] argument, Reply reply);
}

package synchmess.tree;

import synchmess.errno.ErrnoException;
import synchmess.ioctl.Ioctl;
import synchmess.waiting.Parked;

/** A handle that takes ioctl commands. */
public interface IoctlHandle extends Handle {

  /**
   * Carries a command out: answers at once, or parks the caller.
   *
   * @param argument the command's input, changed in place to its output
   * @return the parked caller, answered later; null when already answered
   * @throws ErrnoException instead of an answer; ENOTTY for a command of another file
   */
  Parked ioctl(Ioctl command, byte[] argument, Reply reply);
}

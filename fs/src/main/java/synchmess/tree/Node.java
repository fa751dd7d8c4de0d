package synchmess.tree;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** Something that has a name in the tree. */
public interface Node {

  /** What stat(2) says of it, as of now. */
  Attributes attributes();

  /**
   * Changes the permission bits. The kernel has checked that the caller may.
   *
   * @throws ErrnoException EPERM where it cannot
   */
  default void chmod(int permissions) {
    throw new ErrnoException(Errno.EPERM);
  }

  /**
   * Changes the owner; −1 leaves uid or gid as it is. The kernel has checked that the caller may.
   *
   * @throws ErrnoException EPERM where it cannot
   */
  default void chown(int uid, int gid) {
    throw new ErrnoException(Errno.EPERM);
  }
}

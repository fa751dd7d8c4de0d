package synchmess.tree;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Parked;

/** Something that has a name in the tree. */
public interface Node {

  /** What stat(2) says of it, as of now. */
  Attributes attributes();

  /**
   * Changes the permission bits and the owner, now or later; −1 leaves what it stands for. The
   * kernel has checked that the caller may.
   *
   * @param reply gets 0
   * @return what is parked; null when it is done
   * @throws ErrnoException EPERM where it cannot
   */
  default Parked change(int permissions, int uid, int gid, Reply reply) {
    throw new ErrnoException(Errno.EPERM);
  }
}

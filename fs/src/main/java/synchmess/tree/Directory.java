package synchmess.tree;

import java.util.Collection;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.waiting.Parked;

/** A node that holds others by name. */
public interface Directory extends Node {

  /** The node of that name; null without one. */
  Node find(String name);

  /** The names it holds, sorted. */
  Collection<String> names();

  /**
   * Makes a file, or returns an existing one. {@link File#confirm} tells when it is safe.
   *
   * @param permissions as open(2) gives them, the umask applied
   * @throws ErrnoException EPERM when it takes no new files; others as the directory says
   */
  default File create(String name, int permissions, Owner caller) {
    throw new ErrnoException(Errno.EPERM);
  }

  /**
   * Removes a file, now or later.
   *
   * @param reply gets 0
   * @return what is parked; null when it is done
   * @throws ErrnoException ENOENT when there is none; EPERM when nobody, or not this caller, may
   *     remove it
   */
  default Parked remove(String name, Owner caller, Reply reply) {
    throw new ErrnoException(find(name) == null ? Errno.ENOENT : Errno.EPERM);
  }

  /**
   * Removes a directory and what is in it, likewise.
   *
   * @throws ErrnoException ENOENT when there is none; EPERM when it cannot be removed; others as
   *     the directory says
   */
  default Parked removeDirectory(String name, Owner caller, Reply reply) {
    throw new ErrnoException(find(name) == null ? Errno.ENOENT : Errno.EPERM);
  }
}

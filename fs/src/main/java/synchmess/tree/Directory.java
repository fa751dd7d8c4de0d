package synchmess.tree;

import java.util.Collection;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;

/** A node that holds others by name. */
public interface Directory extends Node {

  /** The node of that name; null without one. */
  Node find(String name);

  /** The names it holds, sorted. */
  Collection<String> names();

  /**
   * Makes a file, or returns an existing one.
   *
   * @param permissions as open(2) gives them, the umask applied
   * @throws ErrnoException EPERM when it takes no new files; others as the directory says
   */
  default File create(String name, int permissions, Owner caller) {
    throw new ErrnoException(Errno.EPERM);
  }

  /**
   * Removes a file.
   *
   * @throws ErrnoException ENOENT when there is none; EPERM when nobody, or not this caller, may
   *     remove it
   */
  default void remove(String name, Owner caller) {
    throw new ErrnoException(find(name) == null ? Errno.ENOENT : Errno.EPERM);
  }

  /**
   * Removes a directory and what is in it.
   *
   * @throws ErrnoException ENOENT when there is none; EPERM when it cannot be removed; others as
   *     the directory says
   */
  default void removeDirectory(String name, Owner caller) {
    throw new ErrnoException(find(name) == null ? Errno.ENOENT : Errno.EPERM);
  }
}

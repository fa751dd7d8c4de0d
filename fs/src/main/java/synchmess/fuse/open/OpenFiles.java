package synchmess.fuse.open;

import java.util.function.Supplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.Node;
import synchmess.tree.OpenFlags;
import synchmess.tree.UserShares;

/**
 * The files and directories open in a connection, by the kernel's numbers. Limits how many a user
 * may have open.
 *
 * <p>Safe for use by many threads. Its methods throw ErrnoException: EBADF for a number that is not
 * in use.
 */
public final class OpenFiles {
  private final UserShares opens;
  private final Numbered<OpenFile> files = new Numbered<>();
  private final Numbered<OpenDirectory> directories = new Numbered<>();

  /**
   * @param opens each user's open files and directories
   */
  public OpenFiles(UserShares opens) {
    this.opens = opens;
  }

  /**
   * Opens a file; returns its number.
   *
   * @param node looks it up, or makes it; asked only if the opener may have one more open
   * @param tid the thread that opens it; 0 when unknown
   * @throws ErrnoException EMFILE when he may not; EISDIR when it is no file; others as {@link
   *     File#open} and {@code node} say
   */
  public long open(Supplier<? extends Node> node, OpenFlags flags, Owner opener, int tid) {
    UserShares.Share place = admit(opener);
    try {
      if (!(node.get() instanceof File file)) {
        throw new ErrnoException(Errno.EISDIR);
      }
      return keep(file.open(flags, opener, tid), flags, opener, place);
    } catch (Throwable thrown) {
      place.giveBack();
      throw thrown;
    }
  }

  private long keep(Handle handle, OpenFlags flags, Owner opener, UserShares.Share place) {
    try {
      return files.add(new OpenFile(handle, flags, opener, place));
    } catch (Throwable thrown) {
      handle.close();
      throw thrown;
    }
  }

  public OpenFile file(long number) {
    return files.get(number);
  }

  /** Closes a file: its last descriptor is gone. */
  public void release(long number) {
    files.remove(number).close();
  }

  /**
   * Opens a directory; returns its number.
   *
   * @throws ErrnoException ENOTDIR when it is none; EMFILE when its caller may have no more open
   */
  public long openDirectory(Node node, Owner opener) {
    if (!(node instanceof Directory directory)) {
      throw new ErrnoException(Errno.ENOTDIR);
    }
    UserShares.Share place = admit(opener);
    try {
      return directories.add(new OpenDirectory(directory, place));
    } catch (Throwable thrown) {
      place.giveBack();
      throw thrown;
    }
  }

  public OpenDirectory directory(long number) {
    return directories.get(number);
  }

  /** Closes a directory. */
  public void releaseDirectory(long number) {
    directories.remove(number).close();
  }

  private UserShares.Share admit(Owner opener) {
    UserShares.Share place = opens.take(opener.uid());
    if (place == null) {
      throw new ErrnoException(Errno.EMFILE);
    }
    return place;
  }
}

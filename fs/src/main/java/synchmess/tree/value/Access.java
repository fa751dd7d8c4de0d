package synchmess.tree.value;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.tree.OpenFlags;

/** What a file is for; gives its permission bits. */
public enum Access {
  READ(0444, true, false),
  WRITE(0222, false, true),
  READ_WRITE(0666, true, true);

  private final int permissions;
  private final boolean readable;
  private final boolean writable;

  Access(int permissions, boolean readable, boolean writable) {
    this.permissions = permissions;
    this.readable = readable;
    this.writable = writable;
  }

  /** The permission bits of this, for all users. */
  public int permissions() {
    return permissions;
  }

  /**
   * Refuses to open a file for what it is not for. As in sysfs this holds for root too, though the
   * kernel lets him pass.
   *
   * @throws ErrnoException EACCES
   */
  void check(OpenFlags flags) {
    if ((flags.readable() && !readable) || (flags.writable() && !writable)) {
      throw new ErrnoException(Errno.EACCES);
    }
  }
}

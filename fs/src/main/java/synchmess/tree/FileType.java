package synchmess.tree;

/** The type bits of a mode. Source: {@code include/uapi/linux/stat.h}. */
public enum FileType {
  DIRECTORY(0040000),
  REGULAR(0100000),
  SYMLINK(0120000);

  private final int bits;

  FileType(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }
}

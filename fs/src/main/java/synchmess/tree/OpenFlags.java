package synchmess.tree;

/**
 * The flags of open(2); fcntl(2) may change some later.
 *
 * <p>Source: {@code include/uapi/asm-generic/fcntl.h}.
 *
 * @param bits as the kernel gives them
 */
public record OpenFlags(int bits) {
  private static final int O_ACCMODE = 3;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_NONBLOCK = 04000;

  /** Whether it is open for reading. */
  public boolean readable() {
    return (bits & O_ACCMODE) != O_WRONLY;
  }

  /** Whether it is open for writing. */
  public boolean writable() {
    return (bits & O_ACCMODE) != O_RDONLY;
  }

  /** Whether calls never block. */
  public boolean nonBlocking() {
    return (bits & O_NONBLOCK) != 0;
  }
}

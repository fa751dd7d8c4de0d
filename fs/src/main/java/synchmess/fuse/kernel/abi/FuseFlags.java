package synchmess.fuse.kernel.abi;

/**
 * The protocol's bits and numbers, under the names of the header.
 *
 * <p>Source: {@code include/uapi/linux/fuse.h}.
 */
public final class FuseFlags {
  public static final int FUSE_KERNEL_VERSION = 7;

  public static final int FUSE_ROOT_ID = 1;

  /** For {@code fuse_init_in.flags} and {@code fuse_init_out.flags}. */
  public static final int FUSE_ASYNC_READ = 1;

  public static final int FUSE_BIG_WRITES = 1 << 5;
  public static final int FUSE_PARALLEL_DIROPS = 1 << 18;
  public static final int FUSE_MAX_PAGES = 1 << 22;
  public static final int FUSE_INIT_EXT = 1 << 30;

  /** Bit 41, which is bit 9 of {@code flags2}. */
  public static final int FUSE_OVER_IO_URING_2 = 1 << 9;

  public static final int FOPEN_DIRECT_IO = 1;
  public static final int FOPEN_STREAM = 1 << 4;
  public static final int FOPEN_PARALLEL_DIRECT_WRITES = 1 << 6;

  public static final int FATTR_MODE = 1;
  public static final int FATTR_UID = 1 << 1;
  public static final int FATTR_GID = 1 << 2;

  /** The request names an open file. */
  public static final int FUSE_GETATTR_FH = 1;

  public static final int FUSE_READ_LOCKOWNER = 1 << 1;

  /** The ioctl is for a directory. */
  public static final int FUSE_IOCTL_DIR = 1 << 4;

  public static final int FUSE_POLL_SCHEDULE_NOTIFY = 1;

  public static final int FUSE_NOTIFY_POLL = 1;
  public static final int FUSE_NOTIFY_INVAL_INODE = 2;
  public static final int FUSE_NOTIFY_RETRIEVE = 5;

  public static final int FUSE_IO_URING_CMD_REGISTER = 1;
  public static final int FUSE_IO_URING_CMD_COMMIT_AND_FETCH = 2;

  private FuseFlags() {}
}

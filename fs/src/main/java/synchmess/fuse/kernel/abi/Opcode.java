package synchmess.fuse.kernel.abi;

/**
 * What the kernel may ask, under the names of {@code enum fuse_opcode} (without the FUSE_).
 *
 * <p>Source: {@code include/uapi/linux/fuse.h}.
 */
public enum Opcode {
  LOOKUP(1, 0),
  FORGET(2, FuseStructs.ForgetIn.SIZEOF),
  GETATTR(3, FuseStructs.GetattrIn.SIZEOF),
  SETATTR(4, FuseStructs.SetattrIn.SIZEOF),
  READLINK(5, 0),
  SYMLINK(6, 0),
  MKNOD(8, FuseStructs.MknodIn.SIZEOF),
  MKDIR(9, 8),
  UNLINK(10, 0),
  RMDIR(11, 0),
  RENAME(12, 8),
  LINK(13, 8),
  OPEN(14, FuseStructs.OpenIn.SIZEOF),
  READ(15, FuseStructs.ReadIn.SIZEOF),
  WRITE(16, FuseStructs.WriteIn.SIZEOF),
  STATFS(17, 0),
  RELEASE(18, FuseStructs.ReleaseIn.SIZEOF),
  FSYNC(20, FuseStructs.FsyncIn.SIZEOF),
  SETXATTR(21, 8),
  GETXATTR(22, 8),
  LISTXATTR(23, 8),
  REMOVEXATTR(24, 0),
  FLUSH(25, 24),
  INIT(26, FuseStructs.InitIn.FLAGS2),
  OPENDIR(27, FuseStructs.OpenIn.SIZEOF),
  READDIR(28, FuseStructs.ReadIn.SIZEOF),
  RELEASEDIR(29, FuseStructs.ReleaseIn.SIZEOF),
  FSYNCDIR(30, FuseStructs.FsyncIn.SIZEOF),
  GETLK(31, 48),
  SETLK(32, 48),
  SETLKW(33, 48),
  ACCESS(34, 8),
  CREATE(35, FuseStructs.CreateIn.SIZEOF),
  INTERRUPT(36, FuseStructs.InterruptIn.SIZEOF),
  BMAP(37, 16),
  DESTROY(38, 0),
  IOCTL(39, FuseStructs.IoctlIn.SIZEOF),
  POLL(40, FuseStructs.PollIn.SIZEOF),
  NOTIFY_REPLY(41, FuseStructs.NotifyRetrieveIn.SIZEOF),
  BATCH_FORGET(42, FuseStructs.BatchForgetIn.SIZEOF),
  FALLOCATE(43, 32),
  READDIRPLUS(44, FuseStructs.ReadIn.SIZEOF),
  RENAME2(45, 16),
  LSEEK(46, 24),
  COPY_FILE_RANGE(47, 56),
  SETUPMAPPING(48, 40),
  REMOVEMAPPING(49, 4),
  SYNCFS(50, 8),
  TMPFILE(51, FuseStructs.CreateIn.SIZEOF),
  STATX(52, 24),

  /** Any other. */
  UNKNOWN(0, 0);

  private static final Opcode[] BY_NUMBER = byNumber();

  private final int number;
  private final int argumentSize;

  Opcode(int number, int argumentSize) {
    this.number = number;
    this.argumentSize = argumentSize;
  }

  private static Opcode[] byNumber() {
    Opcode[] table = new Opcode[STATX.number + 1];
    for (Opcode opcode : values()) {
      table[opcode.number] = opcode;
    }
    return table;
  }

  /** The opcode of that number; {@link #UNKNOWN} without one. */
  public static Opcode of(int number) {
    boolean known = number >= 0 && number < BY_NUMBER.length && BY_NUMBER[number] != null;
    return known ? BY_NUMBER[number] : UNKNOWN;
  }

  public int number() {
    return number;
  }

  /** Whether the kernel waits for an answer. */
  public boolean isAnswered() {
    return switch (this) {
      case FORGET, BATCH_FORGET, INTERRUPT, NOTIFY_REPLY -> false;
      default -> true;
    };
  }

  /**
   * The bytes of the structure that a request begins with. Names, data or nothing follow. For INIT,
   * the bytes that every version has.
   */
  public int argumentSize() {
    return argumentSize;
  }
}

package synchmess.syscall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LastError;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.linux.Status;

/**
 * System calls with the answers of the kernel itself: failures are negative error numbers.
 *
 * <p>Source: the manual's section 2, and the headers in {@code include/uapi/linux}.
 */
public final class Kernel {
  static final int EPERM = -1;
  public static final int ENOENT = -2;
  public static final int ESRCH = -3;
  public static final int EINTR = -4;
  public static final int EEXIST = -17;
  public static final int EISDIR = -21;
  public static final int EINVAL = -22;
  public static final int ENOSYS = -38;
  public static final int EOPNOTSUPP = -95;

  public static final int O_WRONLY = 01;
  public static final int O_RDWR = 02;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_NOCTTY = 0400;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;
  public static final int O_PATH = 010000000;

  /** In place of an open directory, for an absolute path. */
  public static final int AT_FDCWD = -100;

  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_SYMLINK_FOLLOW = 0x400;
  static final int AT_EMPTY_PATH = 0x1000;
  public static final int RENAME_NOREPLACE = 1;

  private static final int LOCK_EXCLUSIVE_NOW = 2 | 4;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int PRIO_PROCESS = 0;
  private static final int SYS_PIDFD_SEND_SIGNAL = 424;
  private static final int SYS_PIDFD_OPEN = 434;
  private static final int SYS_OPENAT2 = 437;
  private static final int RESOLVE_NO_MAGICLINKS = 2;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATFS_SIZE = 256;

  private static final byte[] EMPTY = {0};
  private static final SystemCalls CALLS = SystemCalls.LIBRARY;
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final boolean HAS_OPENAT2 = hasOpenat2();

  private Kernel() {}

  /** A path as the kernel takes it. */
  public static byte[] path(String path) {
    return (path + '\0').getBytes(UTF_8);
  }

  private static int result(long returned) {
    return returned >= 0 ? (int) returned : -LastError.getLastError(RUNTIME);
  }

  public static int openat(int directory, byte[] path, int flags, int mode) {
    return result(CALLS.openat(directory, path, flags | O_CLOEXEC, mode));
  }

  /**
   * Opens a path, but follows no magic link: those in /proc lead to files that this process has
   * open. Before Linux 5.6 it is openat(2).
   *
   * @param flags without O_CREAT
   */
  public static int openNamed(byte[] path, int flags) {
    if (!HAS_OPENAT2) {
      return openat(AT_FDCWD, path, flags, 0);
    }
    byte[] how = openHow(flags);
    return result(CALLS.syscall(SYS_OPENAT2, AT_FDCWD, path, how, how.length));
  }

  /** A {@code struct open_how}: flags, mode, resolve. */
  private static byte[] openHow(int flags) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .putLong(flags | O_CLOEXEC)
        .putLong(0)
        .putLong(RESOLVE_NO_MAGICLINKS)
        .array();
  }

  /** Whether openat2(2) works. Sandboxes refuse it in several ways. */
  private static boolean hasOpenat2() {
    byte[] how = openHow(O_PATH);
    int fd = result(CALLS.syscall(SYS_OPENAT2, AT_FDCWD, path("/"), how, how.length));
    if (fd < 0) {
      return false;
    }
    close(fd);
    return true;
  }

  public static void close(int fd) {
    CALLS.close(fd);
  }

  public static int read(int fd, Pointer buffer, int size) {
    return result(CALLS.read(fd, buffer, size));
  }

  public static int write(int fd, Pointer buffer, int size) {
    return result(CALLS.write(fd, buffer, size));
  }

  /**
   * The status of a file.
   *
   * @param status of {@link Status#SIZE} bytes
   */
  public static int statx(int directory, byte[] path, int flags, byte[] status) {
    return result(CALLS.statx(directory, path, flags, STATX_BASIC_STATS, status));
  }

  /** The status of an open file. */
  public static int statx(int fd, byte[] status) {
    return statx(fd, EMPTY, AT_EMPTY_PATH, status);
  }

  /** The status of an open file's file system; its first bytes are the magic number. */
  public static int fstatfs(int fd, byte[] status) {
    return result(CALLS.fstatfs(fd, status));
  }

  public static byte[] statfsBuffer() {
    return new byte[STATFS_SIZE];
  }

  public static int fchmod(int fd, int mode) {
    return result(CALLS.fchmod(fd, mode));
  }

  public static int fsync(int fd) {
    return result(CALLS.fsync(fd));
  }

  public static int ftruncate(int fd, long length) {
    return result(CALLS.ftruncate(fd, length));
  }

  /** Locks a file at once, or fails. */
  public static int lock(int fd) {
    return result(CALLS.flock(fd, LOCK_EXCLUSIVE_NOW));
  }

  static int duplicate(int fd) {
    return result(CALLS.fcntl(fd, F_DUPFD_CLOEXEC, 3));
  }

  public static int linkat(
      int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return result(CALLS.linkat(directory, path, newDirectory, newPath, flags));
  }

  public static int renameat2(
      int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return result(CALLS.renameat2(directory, path, newDirectory, newPath, flags));
  }

  public static int unlinkat(int directory, byte[] path) {
    return result(CALLS.unlinkat(directory, path, 0));
  }

  /** Makes a pipe: the end to read, the end to write. No program inherits them. */
  public static int pipe(int[] ends) {
    return result(CALLS.pipe2(ends, O_CLOEXEC));
  }

  /** Waits for one of {@code count} descriptors. */
  public static int poll(Pointer descriptors, int count, int timeoutMillis) {
    return result(CALLS.poll(descriptors, count, timeoutMillis));
  }

  /** Sets the groups of all threads. */
  public static int setGroups(int[] groups, int count) {
    return result(CALLS.setgroups(count, groups));
  }

  /** Sets all four group ids of all threads. */
  public static int setGroup(int gid) {
    return result(CALLS.setresgid(gid, gid, gid));
  }

  /** Sets all four user ids of all threads. */
  public static int setUser(int uid) {
    return result(CALLS.setresuid(uid, uid, uid));
  }

  /** Makes the calling thread, and the threads that it starts, at least so nice. */
  public static int beNice(int nice) {
    return CALLS.getpriority(PRIO_PROCESS, 0) >= nice
        ? 0
        : result(CALLS.setpriority(PRIO_PROCESS, 0, nice));
  }

  public static int pidfdOpen(int pid) {
    return result(CALLS.syscall(SYS_PIDFD_OPEN, pid, 0));
  }

  /**
   * @param signal 0 asks only whether the process is there
   */
  public static int pidfdSendSignal(int pidfd, int signal) {
    return result(CALLS.syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, null, 0));
  }
}

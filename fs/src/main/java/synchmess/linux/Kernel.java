package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import jnr.ffi.LastError;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The system calls, each as the kernel itself answers it: failures are negative error numbers.
 *
 * <p>Source: the manual's section 2, and the headers in {@code include/uapi/linux}.
 */
final class Kernel {
  static final int EPERM = -1;
  static final int ENOENT = -2;
  static final int EINTR = -4;
  static final int EEXIST = -17;
  static final int EISDIR = -21;
  static final int EINVAL = -22;
  static final int ENOSYS = -38;
  static final int EOPNOTSUPP = -95;

  static final int O_WRONLY = 01;
  static final int O_RDWR = 02;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_NOCTTY = 0400;
  static final int O_APPEND = 02000;
  static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;

  /** Where a path begins that is not seen from an open directory: nowhere else, being absolute. */
  static final int AT_FDCWD = -100;

  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_SYMLINK_FOLLOW = 0x400;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int RENAME_NOREPLACE = 1;

  private static final int LOCK_EXCLUSIVE_NOW = 2 | 4;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int PR_GET_SECUREBITS = 27;
  private static final int SYS_PIDFD_SEND_SIGNAL = 424;
  private static final int SYS_PIDFD_OPEN = 434;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATFS_SIZE = 256;

  private static final byte[] EMPTY = {0};
  private static final SystemCalls CALLS = SystemCalls.LIBRARY;
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();

  private Kernel() {}

  /** A path as the kernel takes it. */
  static byte[] path(String path) {
    return (path + '\0').getBytes(UTF_8);
  }

  private static int result(long returned) {
    return returned >= 0 ? (int) returned : -LastError.getLastError(RUNTIME);
  }

  static int openat(int directory, byte[] path, int flags, int mode) {
    return result(CALLS.openat(directory, path, flags | O_CLOEXEC, mode));
  }

  static void close(int fd) {
    CALLS.close(fd);
  }

  static int read(int fd, Pointer buffer, int size) {
    return result(CALLS.read(fd, buffer, size));
  }

  static int write(int fd, Pointer buffer, int size) {
    return result(CALLS.write(fd, buffer, size));
  }

  /**
   * What there is to know of a file.
   *
   * @param status of {@link Status#SIZE} bytes
   */
  static int statx(int directory, byte[] path, int flags, byte[] status) {
    return result(CALLS.statx(directory, path, flags, STATX_BASIC_STATS, status));
  }

  /** The same of an open file. */
  static int statx(int fd, byte[] status) {
    return statx(fd, EMPTY, AT_EMPTY_PATH, status);
  }

  /** The magic number of an open file's file system, in the first bytes of what is returned. */
  static int fstatfs(int fd, byte[] status) {
    return result(CALLS.fstatfs(fd, status));
  }

  static byte[] statfsBuffer() {
    return new byte[STATFS_SIZE];
  }

  static int fchmod(int fd, int mode) {
    return result(CALLS.fchmod(fd, mode));
  }

  static int fsync(int fd) {
    return result(CALLS.fsync(fd));
  }

  static int ftruncate(int fd, long length) {
    return result(CALLS.ftruncate(fd, length));
  }

  /** Locks a file, at once or not at all. */
  static int lock(int fd) {
    return result(CALLS.flock(fd, LOCK_EXCLUSIVE_NOW));
  }

  static int duplicate(int fd) {
    return result(CALLS.fcntl(fd, F_DUPFD_CLOEXEC, 3));
  }

  static int linkat(int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return result(CALLS.linkat(directory, path, newDirectory, newPath, flags));
  }

  static int renameat2(int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return result(CALLS.renameat2(directory, path, newDirectory, newPath, flags));
  }

  static int unlinkat(int directory, byte[] path) {
    return result(CALLS.unlinkat(directory, path, 0));
  }

  static int secureBits() {
    return result(CALLS.prctl(PR_GET_SECUREBITS));
  }

  static int pidfdOpen(int pid) {
    return result(CALLS.syscall(SYS_PIDFD_OPEN, pid, 0));
  }

  /**
   * @param signal 0 asks only whether the process is there
   */
  static int pidfdSendSignal(int pidfd, int signal) {
    return result(CALLS.syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, null, 0));
  }

  /** Sets the groups of the calling thread alone. */
  static int setGroups(int[] groups, int count) {
    return result(CALLS.syscall(Abi.SYS_SETGROUPS, count, groups));
  }

  /** Sets the effective user of the calling thread alone. */
  static int setEffectiveUser(int uid) {
    return result(CALLS.syscall(Abi.SYS_SETRESUID, -1, uid, -1));
  }

  /** Sets the effective group of the calling thread alone. */
  static int setEffectiveGroup(int gid) {
    return result(CALLS.syscall(Abi.SYS_SETRESGID, -1, gid, -1));
  }

  /** Makes each call once, so that all that they need of Java is loaded. They all fail. */
  static int warmUp() {
    byte[] status = new byte[Status.SIZE];
    openat(-1, EMPTY, 0, 0);
    read(-1, null, 0);
    write(-1, null, 0);
    statx(-1, EMPTY, 0, status);
    statx(-1, status);
    fstatfs(-1, status);
    fchmod(-1, 0);
    fsync(-1);
    ftruncate(-1, 0);
    lock(-1);
    duplicate(-1);
    linkat(-1, EMPTY, -1, EMPTY, 0);
    renameat2(-1, EMPTY, -1, EMPTY, 0);
    unlinkat(-1, EMPTY);
    pidfdOpen(-1);
    pidfdSendSignal(-1, 0);
    close(-1);
    return 0;
  }
}

package synchmess.linux;

import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Abi;
import synchmess.syscall.Kernel;

/**
 * A name in an open directory, whether it exists or not. No operation follows a symbolic link of
 * that name. Used by one thread at a time.
 *
 * <p>Methods that return a number return the kernel's: 0 or a descriptor, or a negative error.
 */
final class Place implements AutoCloseable {
  private static final byte[] ITSELF = Kernel.path(".");
  private static final int OPEN_DIRECTORY = Kernel.O_PATH | Abi.O_DIRECTORY;

  private final Descriptor directory;
  private final String path;
  private final byte[] name;

  private Place(Descriptor directory, String path) {
    this.directory = directory;
    this.path = path;
    this.name = Kernel.path(name(path));
  }

  /**
   * Opens the directory of a path.
   *
   * @throws JobFailedException as open(2) does
   */
  static Place open(String path) throws JobFailedException {
    byte[] parent = Kernel.path(checked(path).substring(0, nameAt(path)));
    int fd = Kernel.openNamed(parent, OPEN_DIRECTORY);
    return new Place(new Descriptor(Result.check(fd, path)), path);
  }

  /**
   * The path, if the kernel reads all of it.
   *
   * @throws JobFailedException EINVAL when it is not absolute, or has a NUL
   */
  static String checked(String path) throws JobFailedException {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw Result.invalid(path.replace('\0', '?'), "is no absolute path");
    }
    return path;
  }

  /** Where the last part begins; slashes at its end belong to it. */
  private static int nameAt(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.lastIndexOf('/', end - 1) + 1;
  }

  private static String name(String path) {
    String name = path.substring(nameAt(path));
    return name.isEmpty() ? "." : name;
  }

  String path() {
    return path;
  }

  /** The name alone. */
  String name() {
    return name(path);
  }

  /** Whether it ends with a slash, as only a directory's path may. */
  boolean isWrittenAsDirectory() {
    return path.endsWith("/");
  }

  /** Another name in the same directory. This one still closes the directory. */
  Place beside(String other) {
    return new Place(directory, path.substring(0, nameAt(path)) + other);
  }

  /**
   * @throws JobFailedException EINVAL when its directory is on the mount itself or in /proc
   */
  void checkInside(OffLimits offLimits) throws JobFailedException {
    FileStatus unused = offLimits.check(directory, path);
  }

  /**
   * What is there; null when nothing is.
   *
   * @throws JobFailedException as statx(2) does
   */
  FileStatus present() throws JobFailedException {
    byte[] status = new byte[Status.SIZE];
    int found = Kernel.statx(directory.fd(), name, Kernel.AT_SYMLINK_NOFOLLOW, status);
    if (found == Kernel.ENOENT) {
      return null;
    }
    Result.check(found, path);
    return Status.of(status);
  }

  /** Makes a new file of that name, and opens it for writing. */
  int create(int mode) {
    int flags = Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_EXCL | Abi.O_NOFOLLOW;
    return Kernel.openat(directory.fd(), name, flags, mode);
  }

  /** Makes a nameless file in the directory, and opens it for writing. */
  int createNameless(int mode) {
    int flags = Kernel.O_WRONLY | Abi.O_TMPFILE;
    return Kernel.openat(directory.fd(), ITSELF, flags, mode);
  }

  /** Gives an open file this name, if it is free. */
  int link(Descriptor file) {
    return Kernel.linkat(
        Kernel.AT_FDCWD, file.path(), directory.fd(), name, Kernel.AT_SYMLINK_FOLLOW);
  }

  /** Moves what is there to another place, over anything there. */
  int moveOver(Place target) {
    return move(target, 0);
  }

  /** Moves what is there to another place, if that is free. */
  int move(Place target) {
    return move(target, Kernel.RENAME_NOREPLACE);
  }

  private int move(Place target, int flags) {
    return Kernel.renameat2(directory.fd(), name, target.directory.fd(), target.name, flags);
  }

  /** Links what is there to another place too, if that is free. */
  int linkTo(Place target) {
    return Kernel.linkat(directory.fd(), name, target.directory.fd(), target.name, 0);
  }

  int unlink() {
    return Kernel.unlinkat(directory.fd(), name);
  }

  /** Syncs the directory, if it may be read. */
  int sync() {
    int opened = Kernel.openat(directory.fd(), ITSELF, Abi.O_DIRECTORY, 0);
    if (opened < 0) {
      return opened;
    }
    int synced = Kernel.fsync(opened);
    Kernel.close(opened);
    return synced;
  }

  JobFailedException failure(int result) {
    return Result.failure(result, path);
  }

  JobFailedException failure(Errno errno) {
    return JobFailedException.of(errno, path);
  }

  int check(int result) throws JobFailedException {
    return Result.check(result, path);
  }

  @Override
  public void close() {
    directory.close();
  }
}

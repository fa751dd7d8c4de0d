package synchmess.linux;

import java.util.function.IntSupplier;
import synchmess.group.Errno;
import synchmess.job.FileStatus;
import synchmess.job.JobFailedException;
import synchmess.job.Owner;

/**
 * A name in a directory that is open, whether or not something is there, and what an owner does to
 * it: all of it is done as that owner, and no symbolic link of that name is followed. Used by one
 * thread at a time.
 *
 * <p>Numbers that are returned are those of the kernel: 0 or a descriptor, or a negative error.
 */
final class Place implements AutoCloseable {
  private static final byte[] ITSELF = Kernel.path(".");
  private static final int OPEN_DIRECTORY = Kernel.O_PATH | Abi.O_DIRECTORY;

  private final Identity identity;
  private final Owner owner;
  private final Descriptor directory;
  private final String path;
  private final byte[] name;

  private Place(Identity identity, Owner owner, Descriptor directory, String path) {
    this.identity = identity;
    this.owner = owner;
    this.directory = directory;
    this.path = path;
    this.name = Kernel.path(name(path));
  }

  /**
   * Opens the directory of a path.
   *
   * @throws JobFailedException as open(2) does
   */
  static Place open(Identity identity, Owner owner, String path) throws JobFailedException {
    byte[] parent = Kernel.path(checked(path).substring(0, nameAt(path)));
    int fd = identity.as(owner, () -> Kernel.openat(Kernel.AT_FDCWD, parent, OPEN_DIRECTORY, 0));
    return new Place(identity, owner, new Descriptor(Result.check(fd, path)), path);
  }

  /**
   * A path that means the same to the kernel.
   *
   * @throws JobFailedException EINVAL when it is not absolute, or no text
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

  Owner owner() {
    return owner;
  }

  String path() {
    return path;
  }

  /** The name alone. */
  String name() {
    return name(path);
  }

  /** Whether it is written as only a directory's may be. */
  boolean isWrittenAsDirectory() {
    return path.endsWith("/");
  }

  /** Another name in the same directory, which remains this one's to close. */
  Place beside(String other) {
    return new Place(identity, owner, directory, path.substring(0, nameAt(path)) + other);
  }

  /**
   * @throws JobFailedException EINVAL when its directory is on the mount itself or in /proc
   */
  void checkInside(Border border) throws JobFailedException {
    FileStatus unused = border.check(directory, path);
  }

  /** Makes system calls as the owner. */
  int asOwner(IntSupplier calls) {
    return identity.as(owner, calls);
  }

  /**
   * What is there; null when nothing is.
   *
   * @throws JobFailedException as statx(2) does
   */
  FileStatus present() throws JobFailedException {
    int fd = directory.fd();
    byte[] status = new byte[Status.SIZE];
    int found = asOwner(() -> Kernel.statx(fd, name, Kernel.AT_SYMLINK_NOFOLLOW, status));
    if (found == Kernel.ENOENT) {
      return null;
    }
    Result.check(found, path);
    return Status.of(status);
  }

  /** Makes a file of that name, which must not exist, and opens it for writing. */
  int create(int mode) {
    int fd = directory.fd();
    int flags = Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_EXCL | Abi.O_NOFOLLOW;
    return asOwner(() -> Kernel.openat(fd, name, flags, mode));
  }

  /** Makes a file in the directory that has no name at all, and opens it for writing. */
  int createNameless(int mode) {
    int fd = directory.fd();
    int flags = Kernel.O_WRONLY | Abi.O_TMPFILE;
    return asOwner(() -> Kernel.openat(fd, ITSELF, flags, mode));
  }

  /** Gives the name to an open file, where nothing is yet. */
  int link(Descriptor file) {
    int fd = directory.fd();
    byte[] open = file.path();
    return asOwner(() -> Kernel.linkat(Kernel.AT_FDCWD, open, fd, name, Kernel.AT_SYMLINK_FOLLOW));
  }

  /** Moves what is there to another place, and over what may be there. */
  int moveOver(Place target) {
    return move(target, 0);
  }

  /** Moves what is there to another place, where nothing is yet. */
  int move(Place target) {
    return move(target, Kernel.RENAME_NOREPLACE);
  }

  private int move(Place target, int flags) {
    int from = directory.fd();
    int to = target.directory.fd();
    byte[] other = target.name;
    return asOwner(() -> Kernel.renameat2(from, name, to, other, flags));
  }

  /** Gives the name that a file has here a second place, where nothing is yet. */
  int linkTo(Place target) {
    int from = directory.fd();
    int to = target.directory.fd();
    byte[] other = target.name;
    return asOwner(() -> Kernel.linkat(from, name, to, other, 0));
  }

  int unlink() {
    int fd = directory.fd();
    return asOwner(() -> Kernel.unlinkat(fd, name));
  }

  /** Has the disk keep the directory as it is, where its owner may read it. */
  int sync() {
    int fd = directory.fd();
    int opened = asOwner(() -> Kernel.openat(fd, ITSELF, Abi.O_DIRECTORY, 0));
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

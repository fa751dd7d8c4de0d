package synchmess.daemon;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.mounting.Connection;
import synchmess.mounting.Fusermount;
import synchmess.mounting.MountTable;

/**
 * The directory of a mount. A mount there may be dead or stopped; nothing here touches it then,
 * since that would wait for its server.
 */
final class MountPoint {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path given;
  private final Path path;

  /** The directories that this object made, outermost first. */
  private final Deque<Path> made = new ArrayDeque<>();

  /**
   * @param given the user's choice; null for {@code $SYNCHMESS_MOUNT}, else the default
   * @throws Failure USAGE when the choice is empty: an unset variable, not the working directory
   */
  MountPoint(Path given) {
    if (given != null && given.toString().isEmpty()) {
      throw new Failure(ExitCode.USAGE, "the path of the mount is empty");
    }
    this.given = given == null ? RuntimeDirectory.namedMountPoint().orElse(null) : given;
    this.path = this.given == null ? defaultPath() : RealPath.of(this.given);
  }

  /** Does not follow its last part: others may write to the directory that it is in. */
  private static Path defaultPath() {
    Path path = RuntimeDirectory.defaultMountPoint();
    return RealPath.of(path.getParent()).resolve(path.getFileName());
  }

  Path path() {
    return path;
  }

  /** Whether synchmess is mounted here, alive or dead. */
  boolean isMounted() {
    return isSynchmessAt(path);
  }

  static boolean isSynchmessAt(Path path) {
    return MountTable.at(path).filter(MountTable.Mount::isSynchmess).isPresent();
  }

  /**
   * @throws Failure NOT_MOUNTED when synchmess is not mounted here
   */
  MountPoint checkMounted() {
    if (!isMounted()) {
      throw new Failure(
          ExitCode.NOT_MOUNTED,
          "synchmess is not mounted at " + path + "; try: synchmess mount " + path);
    }
    return this;
  }

  /**
   * Takes a dead mount out of the way.
   *
   * @param died whether its daemon surely ended without unmounting
   * @return whether there was one
   * @throws Failure BAD_MOUNT_POINT when the mount is not dead, or that is not known
   */
  boolean replaceDead(boolean died) {
    Optional<MountTable.Mount> mount = MountTable.at(path);
    mount.ifPresent(dead -> replace(dead, died));
    return mount.isPresent();
  }

  /**
   * Makes the directory ready for a mount.
   *
   * @throws Failure BAD_MOUNT_POINT when that is impossible
   */
  void prepare() {
    checkSafe();
    if (given != null || User.isRoot()) {
      makeGiven();
    } else {
      if (RuntimeDirectory.makePrivate(path)) {
        made.add(path);
      }
    }
    checkEmpty();
  }

  /**
   * Cuts off a mount that does not answer if its daemon is dead: then one of its threads hangs in
   * the kernel. A daemon that lives may be stopped, and go on later.
   */
  private void replace(MountTable.Mount mount, boolean died) {
    Answer answer = mount.isFuse() ? Answer.of(path) : Answer.YES;
    if (answer == Answer.YES) {
      throw mount.isSynchmess()
          ? new AlreadyMounted(path, "")
          : new Failure(
              ExitCode.BAD_MOUNT_POINT, mount.type() + " is mounted at " + path + " already");
    }
    if (answer == Answer.NOT_IN_TIME && !(died && Connection.of(mount).abort())) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT,
          "the mount at %s does not answer; if its daemon is dead, as root: %s; echo 1 > %s/abort"
              .formatted(path, Connection.REMEDY, Connection.of(mount).directory()));
    }
    if (!Fusermount.detach(path)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "a dead mount is in the way; try: fusermount -u -z " + path);
    }
  }

  /**
   * Takes away a mount that no daemon serves.
   *
   * @return whether it is gone
   */
  boolean detachDead() {
    Optional<MountTable.Mount> mount = MountTable.at(path);
    if (mount.isPresent() && Answer.of(path) != Answer.YES) {
      Connection.of(mount.get()).abort();
    }
    return mount.isEmpty() || Fusermount.detach(path);
  }

  /** Root does not mount where another user can swap the directory. */
  private void checkSafe() {
    if (User.isRoot()) {
      Path asGiven = given == null ? path : given.toAbsolutePath();
      new SafePath(User.trustedByRoot()).check(asGiven);
    }
  }

  /** Made at its first use: before that, nobody has decided where the log goes. */
  private static Logger log() {
    return LoggerFactory.getLogger(MountPoint.class);
  }

  /** Makes directories that nobody else may write to, whatever the umask. */
  private void makeGiven() {
    if (Files.isSymbolicLink(path)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, path + " is a symbolic link; mount at what it points to");
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, path + " is not a directory");
    }
    try {
      make(path);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "cannot make the directory " + path + ": " + Failure.reason(e));
    }
  }

  /** Makes a directory and its missing parents. Others may make some of them meanwhile. */
  private void make(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!Files.exists(parent)) {
      make(parent);
    }
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(READABLE));
      made.addLast(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private void checkEmpty() {
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new Failure(ExitCode.BAD_MOUNT_POINT, path + " is not empty");
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, "cannot read the directory " + path);
    }
    if (!Files.isWritable(path)) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, "no right to write to " + path);
    }
  }

  /** Removes the directories that it made, unless they are mounted on or not empty. */
  void tidy() {
    if (MountTable.at(path).isPresent()) {
      return;
    }
    try {
      while (!made.isEmpty()) {
        Files.deleteIfExists(made.removeLast());
      }
    } catch (IOException e) {
      made.clear();
      log().debug("a directory on the way to {} stays", path, e);
    }
  }
}

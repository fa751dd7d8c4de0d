package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Connection;
import synchmess.fuse.Fusermount;
import synchmess.fuse.MountTable;

/**
 * The directory that is mounted on. While something is mounted there that may be dead or asleep, it
 * is not touched: whoever does waits for its server.
 */
final class MountPoint {
  private final Path given;
  private final Path path;
  private boolean made;

  /**
   * @param given by the user; null for the default
   */
  MountPoint(Path given) {
    this.given = given;
    this.path = absolute(given == null ? RuntimeDirectory.defaultMountPoint() : given);
  }

  /** Without links in its parents, as the kernel's table shows it. */
  private static Path absolute(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    try {
      return parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
    } catch (IOException parentMissing) {
      return absolute;
    }
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
   * @param died whether the daemon that served it is known to have ended without unmounting
   * @return whether there was one
   * @throws Failure BAD_MOUNT_POINT when what is mounted is not dead, or that is not known
   */
  boolean replaceDead(boolean died) {
    Optional<MountTable.Mount> mount = MountTable.at(path);
    mount.ifPresent(dead -> replace(dead, died));
    return mount.isPresent();
  }

  /**
   * Makes the directory ready to be mounted on.
   *
   * @throws Failure BAD_MOUNT_POINT when it cannot be
   */
  void prepare() {
    checkSafe();
    if (given != null || User.isRoot()) {
      makeGiven();
    } else {
      made = RuntimeDirectory.makePrivate(path);
    }
    checkEmpty();
  }

  /**
   * What does not answer is cut off if its daemon is dead, some thread of which hangs in the
   * kernel. Else its daemon may be stopped, and go on later.
   */
  private void replace(MountTable.Mount mount, boolean died) {
    Answer answer = mount.isFuse() ? Answer.of(path) : Answer.YES;
    if (answer == Answer.YES) {
      String what = mount.isSynchmess() ? "synchmess" : mount.type();
      throw new Failure(ExitCode.BAD_MOUNT_POINT, what + " is mounted at " + path + " already");
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
   * Takes a mount away that no daemon serves any more.
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

  /** Root does not mount where another user decides what is there. */
  private void checkSafe() {
    if (User.isRoot()) {
      Path asGiven = given == null ? path : given.toAbsolutePath().normalize();
      new SafePath(User.trustedByRoot()).check(asGiven);
    }
  }

  /** Not made before it is used, since until then it is not decided where the log goes. */
  private static Logger log() {
    return LoggerFactory.getLogger(MountPoint.class);
  }

  /** Nobody else may write to what is made, whatever the umask. */
  private void makeGiven() {
    if (Files.isSymbolicLink(path)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, path + " is a symbolic link; mount at what it points to");
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      made = true;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "cannot make the directory " + path + ": " + Failure.reason(e));
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

  /** Takes the directory away again, if it was made, and nothing is mounted on it. */
  void tidy() {
    if (made && MountTable.at(path).isEmpty()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        log().debug("{} stays", path, e);
      }
    }
  }
}

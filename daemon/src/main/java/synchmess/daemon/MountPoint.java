package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Fusermount;
import synchmess.fuse.MountTable;

/** The directory that is mounted on. */
final class MountPoint {
  private static final String ENOTCONN = "Transport endpoint is not connected";

  private final Path path;
  private final boolean given;
  private boolean made;

  /**
   * @param given by the user; null for the default
   */
  MountPoint(Path given) {
    this.given = given != null;
    this.path = absolute(this.given ? given : RuntimeDirectory.defaultMountPoint());
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
   * Makes the directory ready to be mounted on. A dead mount in the way is taken away.
   *
   * @throws Failure BAD_MOUNT_POINT when it cannot be
   */
  void prepare() {
    replaceDeadMount();
    if (given) {
      makeGiven();
    } else if (User.isRoot()) {
      makeGiven();
    } else {
      made = RuntimeDirectory.makePrivate(path);
    }
    checkEmpty();
  }

  private void replaceDeadMount() {
    Optional<MountTable.Mount> mount = MountTable.at(path);
    if (mount.isEmpty()) {
      return;
    }
    if (!isDead()) {
      String what = mount.get().isSynchmess() ? "synchmess" : mount.get().type();
      throw new Failure(ExitCode.BAD_MOUNT_POINT, what + " is mounted at " + path + " already");
    }
    log().info("a dead mount at {} is replaced", path);
    if (!Fusermount.detach(path)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "a dead mount is in the way; try: fusermount -u -z " + path);
    }
  }

  /** Not made before it is used, since until then it is not decided where the log goes. */
  private static Logger log() {
    return LoggerFactory.getLogger(MountPoint.class);
  }

  private boolean isDead() {
    try {
      Files.getLastModifiedTime(path);
      return false;
    } catch (IOException e) {
      return e.getMessage().contains(ENOTCONN);
    }
  }

  private void makeGiven() {
    if (Files.isDirectory(path)) {
      return;
    }
    try {
      Files.createDirectories(path);
      made = true;
    } catch (IOException e) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, "cannot make the directory " + path);
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

  /** Takes the directory away again, if it was made. */
  void tidy() {
    if (made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        log().debug("{} stays", path, e);
      }
    }
  }
}

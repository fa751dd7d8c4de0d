package synchmess.daemon;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The user's own directories that last as long as the machine runs. */
final class RuntimeDirectory {
  private static final String MOUNT = "SYNCHMESS_MOUNT";

  /** Decoding puts it in place of bytes that are not text. */
  static final char LOST = '\uFFFD';

  private static final String XDG = "XDG_RUNTIME_DIR";

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private RuntimeDirectory() {}

  /** The mount that the user has named for all commands without one of their own. */
  static Optional<Path> namedMountPoint() {
    String named = System.getenv(MOUNT);
    if (named == null || named.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        path(named)
            .orElseThrow(
                () -> new Failure(ExitCode.USAGE, "$" + MOUNT + ": '" + named + "' is no path")));
  }

  /** A path of the user's; empty if some bytes of it were not text. */
  static Optional<Path> path(String text) {
    try {
      return text.indexOf(LOST) >= 0 ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The mount point when nobody names one. */
  static Path defaultMountPoint() {
    return User.isRoot() ? Path.of("/dev/synch") : ofUser("synch");
  }

  /** The directory for the pid and the log of each daemon. */
  static Path state() {
    return User.isRoot() ? Path.of("/run/synchmess") : ofUser("synchmess");
  }

  private static Path ofUser(String name) {
    String xdg = System.getenv(XDG);
    return xdg == null || xdg.isEmpty() || !isOwn(Path.of(xdg))
        ? Path.of("/tmp", name + "-" + User.current().uid())
        : Path.of(xdg, name);
  }

  /** False if su(1) kept the variable of the previous user. */
  private static boolean isOwn(Path directory) {
    try {
      return User.owner(directory).uid() == User.current().uid();
    } catch (UncheckedIOException missing) {
      return true;
    }
  }

  /**
   * Makes the directory with mode 0700, unless it is there.
   *
   * @return whether it made the directory
   * @throws Failure BAD_MOUNT_POINT when its place has a link, somebody else's directory, or one
   *     that others can write to
   */
  static boolean makePrivate(Path directory) {
    try {
      if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(directory.getParent());
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        return true;
      }
      checkOwn(directory);
      return false;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "cannot make " + directory + ": " + Failure.reason(e));
    }
  }

  private static void checkOwn(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT,
          directory + " is a symbolic link; another user may have made it");
    }
    if (User.owner(directory).uid() != User.current().uid()) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, directory + " belongs to somebody else");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(GROUP_WRITE) || permissions.contains(OTHERS_WRITE)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT,
          "other users can write to "
              + directory
              + "; look at what is in it, then: chmod 700 "
              + directory);
    }
  }
}

package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories of the user's own that last as long as the machine runs. */
final class RuntimeDirectory {
  private static final String XDG = "XDG_RUNTIME_DIR";

  private RuntimeDirectory() {}

  /** Where a mount goes that no directory is given for. */
  static Path defaultMountPoint() {
    return User.isRoot() ? Path.of("/dev/synch") : ofUser("synch");
  }

  /** Where the pid and the log of each daemon are. */
  static Path state() {
    return User.isRoot() ? Path.of("/run/synchmess") : ofUser("synchmess");
  }

  private static Path ofUser(String name) {
    String xdg = System.getenv(XDG);
    return xdg == null || xdg.isEmpty()
        ? Path.of("/tmp", name + "-" + User.current().uid())
        : Path.of(xdg, name);
  }

  /**
   * Makes the directory with mode 0700, unless it is there.
   *
   * @return whether it was made
   * @throws Failure BAD_MOUNT_POINT when a link or somebody else's directory is in its place
   */
  static boolean makePrivate(Path directory) {
    try {
      if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(directory.getParent());
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return true;
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, "cannot make " + directory + ": " + e);
    }
    checkOwn(directory);
    return false;
  }

  private static void checkOwn(Path directory) {
    if (Files.isSymbolicLink(directory)) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, directory + " is a symbolic link; refused, since it is shared");
    }
    if (User.owner(directory).uid() != User.current().uid()) {
      throw new Failure(ExitCode.BAD_MOUNT_POINT, directory + " belongs to somebody else");
    }
  }
}

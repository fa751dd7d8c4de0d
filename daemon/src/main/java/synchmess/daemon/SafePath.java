package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a path leads to the same place for good: only trusted users can rename a directory on
 * its way, or put a link in its place. In each directory these can do so: its owner, and those who
 * may write to it; with the sticky bit, the owner of the entry instead of the writers. In a FUSE
 * mount, which is not touched, its server can.
 *
 * @param trusted ids of users
 */
record SafePath(Set<Integer> trusted) {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;

  /**
   * Follows it from the root, which is the only way to know. Missing parts are no danger.
   *
   * @param path an absolute path
   * @throws Failure BAD_MOUNT_POINT when it is not safe
   */
  void check(Path path) {
    try {
      RealPath.follow(path, (directory, entry) -> checkStep(path, directory, entry));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.BAD_MOUNT_POINT, "cannot check " + path + ": " + Failure.reason(e));
    }
  }

  private void checkStep(Path path, Path directory, Path entry) throws IOException {
    if (RealPath.isFuse(entry)) {
      throw unsafe(path, entry, "whoever serves it");
    }
    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      checkEntry(path, directory, entry);
    } else {
      checkDirectory(path, directory);
    }
  }

  private void checkEntry(Path path, Path directory, Path entry) throws IOException {
    Map<String, Object> status = status(directory);
    boolean sticky = ((int) status.get("mode") & STICKY) != 0;
    if (!sticky) {
      checkDirectory(path, directory);
      return;
    }
    checkOwner(path, directory, (int) status.get("uid"));
    checkOwner(path, directory, (int) status(entry).get("uid"));
  }

  /** Checks a directory where all writers can make and replace entries. */
  private void checkDirectory(Path path, Path directory) throws IOException {
    Map<String, Object> status = status(directory);
    checkOwner(path, directory, (int) status.get("uid"));
    int mode = (int) status.get("mode");
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw unsafe(path, directory, "other users");
    }
  }

  private void checkOwner(Path path, Path directory, int uid) {
    if (!trusted.contains(uid)) {
      throw unsafe(path, directory, "uid " + uid);
    }
  }

  private static Map<String, Object> status(Path file) throws IOException {
    return Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static Failure unsafe(Path path, Path directory, String who) {
    return new Failure(
        ExitCode.BAD_MOUNT_POINT,
        "root does not mount at %s: %s can put another directory in its place, in %s"
            .formatted(path, who, directory));
  }
}

package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Whether a path leads where it leads for good: nobody but the users who are trusted can rename a
 * directory on its way, or put a link in its place. Of each directory its owner can, those who may
 * write to it, and, where the sticky bit is set, the owner of the entry instead of these; of a FUSE
 * mount, which is not touched, its server.
 *
 * @param trusted ids of users
 */
record SafePath(Set<Integer> trusted) {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;

  /**
   * Follows it from the root, which is the only way to know; what is not there yet is no danger.
   *
   * @param path absolute
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

  /**
   * Of a directory in which something shall be made, or that everybody who may write can change.
   */
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

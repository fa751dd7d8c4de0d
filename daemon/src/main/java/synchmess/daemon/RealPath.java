package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import synchmess.mounting.MountTable;

/**
 * Follows a path as the kernel does, and gives it as the kernel's table shows it. But at its end,
 * root follows only links of his own. A FUSE mount counts as no link, without a look: its server
 * may be dead or stopped.
 */
final class RealPath {
  private static final int MAX_LINKS = 40;

  private RealPath() {}

  /** Called for each name on the way, before anything looks at it. */
  interface Step {
    /**
     * @param directory a path without links
     * @param entry a path in it; may be a link, or missing
     */
    void at(Path directory, Path entry) throws IOException;
  }

  /** The path without links; missing parts at its end stay as they are. */
  static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return follow(absolute, (directory, entry) -> {});
    } catch (IOException leadsNowhere) {
      return absolute.normalize();
    }
  }

  /**
   * Follows a path from the root.
   *
   * @param path an absolute path
   */
  static Path follow(Path path, Step step) throws IOException {
    Deque<Path> rest = new ArrayDeque<>();
    path.forEach(rest::add);
    Path real = path.getRoot();
    int links = 0;
    while (!rest.isEmpty()) {
      Path next = real.resolve(rest.pop()).normalize();
      step.at(real, next);
      if (isFuse(next)) {
        real = next;
      } else if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        return rest.stream().reduce(next, Path::resolve).normalize();
      } else if (!Files.isSymbolicLink(next) || (rest.isEmpty() && !isFollowed(next))) {
        real = next;
      } else if (links++ < MAX_LINKS) {
        Path target = Files.readSymbolicLink(next);
        real = target.isAbsolute() ? target.getRoot() : real;
        push(target, rest);
      } else {
        throw new IOException("too many links");
      }
    }
    return real;
  }

  /** Another user's link does not tell root where to mount. */
  private static boolean isFollowed(Path lastLink) {
    return !User.isRoot() || User.owner(lastLink).isRoot();
  }

  static boolean isFuse(Path path) {
    return MountTable.at(path).filter(MountTable.Mount::isFuse).isPresent();
  }

  private static void push(Path target, Deque<Path> rest) {
    Deque<Path> names = new ArrayDeque<>();
    target.forEach(names::push);
    names.forEach(rest::push);
  }
}

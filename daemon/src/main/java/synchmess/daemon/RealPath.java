package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import synchmess.mounting.MountTable;

/**
 * Where a path leads, as the kernel follows it and shows it in its table; but at its end, root
 * follows links of his own only. What FUSE has mounted is not asked whether it is a link, since its
 * server may be dead or asleep.
 */
final class RealPath {
  private static final int MAX_LINKS = 40;

  private RealPath() {}

  /** Called for each name on the way, before it is looked at. */
  interface Step {
    /**
     * @param directory without links
     * @param entry in it, which may be one, or missing
     */
    void at(Path directory, Path entry) throws IOException;
  }

  /** Without links in it; what is missing at its end is left as it is. */
  static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return follow(absolute, (directory, entry) -> {});
    } catch (IOException leadsNowhere) {
      return absolute.normalize();
    }
  }

  /**
   * Follows it from the root.
   *
   * @param path absolute
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

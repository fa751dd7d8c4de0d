package synchmess.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import synchmess.owner.Owner;

/** The user this process runs as. */
final class User {
  private static final Path SELF = Path.of("/proc/self");

  private User() {}

  static Owner current() {
    return owner(SELF);
  }

  static boolean isRoot() {
    return current().isRoot();
  }

  /**
   * The users whose directories root takes for his own: root, and the user who called sudo(8), who
   * can become root at will.
   */
  static Set<Integer> trustedByRoot() {
    try {
      return Set.of(0, Integer.parseInt(System.getenv().getOrDefault("SUDO_UID", "")));
    } catch (IllegalArgumentException noOther) {
      return Set.of(0);
    }
  }

  /** The owner of a file; for a link, of the link itself. */
  static Owner owner(Path file) {
    try {
      LinkOption[] options = file.equals(SELF) ? new LinkOption[0] : noFollow();
      int uid = (Integer) Files.getAttribute(file, "unix:uid", options);
      int gid = (Integer) Files.getAttribute(file, "unix:gid", options);
      return new Owner(uid, gid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LinkOption[] noFollow() {
    return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }
}

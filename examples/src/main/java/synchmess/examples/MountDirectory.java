package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where the file system is mounted. */
final class MountDirectory {
  private MountDirectory() {}

  /**
   * The first argument, else {@link #byDefault}. Ends the program when nothing is mounted there.
   */
  static Path of(String... args) throws IOException {
    return checked(args.length > 0 ? Path.of(args[0]) : byDefault());
  }

  /**
   * {@code $SYNCHMESS_MOUNT}, else {@code /dev/synch} for root, else {@code
   * $XDG_RUNTIME_DIR/synch}, else {@code /tmp/synch-UID}.
   */
  static Path byDefault() throws IOException {
    String named = System.getenv("SYNCHMESS_MOUNT");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    int uid = uid(Path.of("/proc/self"));
    if (uid == 0) {
      return Path.of("/dev/synch");
    }
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isEmpty()) {
      return Path.of(runtime, "synch");
    }
    return own(Path.of("/tmp/synch-" + uid), uid);
  }

  /** Anyone could have made it in /tmp. */
  private static Path own(Path directory, int uid) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || uid(directory) != uid) {
      throw end(directory + ": not a directory of your own");
    }
    return directory;
  }

  private static int uid(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  static Path checked(Path mount) {
    if (!Files.exists(mount.resolve("synchmess"))) {
      throw end("nothing is mounted on " + mount + "; try: synchmess mount " + mount);
    }
    return mount;
  }

  private static IllegalStateException end(String message) {
    System.err.println(message);
    System.exit(1);
    return new IllegalStateException(message);
  }
}

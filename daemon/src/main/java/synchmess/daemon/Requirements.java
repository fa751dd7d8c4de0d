package synchmess.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The things that a machine must have for a mount. */
final class Requirements {
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final Path CONFIGURATION = Path.of("/etc/fuse.conf");
  private static final String LIBRARY = "libfuse.so.2";

  private Requirements() {}

  /**
   * One requirement.
   *
   * @param name the thing required
   * @param met whether this machine has it
   * @param remedy the command that provides it
   */
  record Requirement(String name, boolean met, String remedy) {}

  static List<Requirement> all() {
    List<Requirement> all = new ArrayList<>();
    all.add(
        new Requirement(
            "Java 17 or later", Runtime.version().feature() >= 17, "apt-get install default-jdk"));
    all.add(new Requirement(LIBRARY, hasLibrary(), "apt-get install libfuse2"));
    all.add(new Requirement("fusermount", hasProgram("fusermount"), "apt-get install fuse"));
    all.add(new Requirement("/dev/fuse", Files.exists(DEVICE), "modprobe fuse"));
    all.add(
        new Requirement(
            "rights to /dev/fuse",
            Files.isReadable(DEVICE) && Files.isWritable(DEVICE),
            "chmod 0666 /dev/fuse, or install udev/50-synchmess.rules in /etc/udev/rules.d"));
    return all;
  }

  /** The right to open a mount to other users. Root has it; an administrator gives it to others. */
  static Requirement allowOther() {
    return new Requirement(
        "user_allow_other in /etc/fuse.conf (for --allow-other)",
        User.isRoot() || configuration().anyMatch(line -> line.strip().equals("user_allow_other")),
        "echo user_allow_other >> /etc/fuse.conf");
  }

  /**
   * @throws Failure MISSING, with the first requirement that is not met
   */
  static void check(boolean allowOther) {
    Stream<Requirement> needed = all().stream();
    if (allowOther) {
      needed = Stream.concat(needed, Stream.of(allowOther()));
    }
    needed
        .filter(requirement -> !requirement.met())
        .findFirst()
        .ifPresent(
            missing -> {
              throw new Failure(
                  ExitCode.MISSING,
                  "this machine lacks " + missing.name() + "; as root: " + missing.remedy());
            });
  }

  private static Stream<String> configuration() {
    try {
      return Files.readAllLines(CONFIGURATION).stream();
    } catch (java.io.IOException e) {
      return Stream.empty();
    }
  }

  private static boolean hasProgram(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(path.split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  /** Whether one of the libraries' usual directories has it. */
  private static boolean hasLibrary() {
    return Stream.of("/lib", "/usr/lib", "/usr/local/lib", "/lib64", "/usr/lib64")
        .map(Path::of)
        .anyMatch(Requirements::holdsLibrary);
  }

  private static boolean holdsLibrary(Path directory) {
    if (Files.exists(directory.resolve(LIBRARY))) {
      return true;
    }
    try (Stream<Path> architectures = Files.list(directory)) {
      return architectures.anyMatch(each -> Files.exists(each.resolve(LIBRARY)));
    } catch (java.io.IOException e) {
      return false;
    }
  }
}

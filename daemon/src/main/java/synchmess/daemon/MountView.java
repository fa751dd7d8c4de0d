package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A mount seen from outside, through its files. */
final class MountView {
  private final Path mount;

  MountView(Path mount) {
    this.mount = mount;
  }

  /** The names of all groups, in natural order. */
  List<String> groups() throws IOException {
    try (Stream<Path> directories = Files.list(mount.resolve("ctl"))) {
      return directories
          .map(each -> each.getFileName().toString())
          .sorted(new NaturalOrder())
          .toList();
    }
  }

  /** The numbers of one group; empty if it is gone, or this user cannot read them. */
  Map<String, String> stats(String group) {
    return numbers(mount.resolve("ctl").resolve(group).resolve("stats"));
  }

  /** The numbers of the job queue; empty if this user cannot read them. */
  Map<String, String> jobs() {
    return numbers(mount.resolve("jobs").resolve("stats"));
  }

  /** A parameter of the mount. */
  String parameter(String name) throws IOException {
    return Files.readString(mount.resolve("sys").resolve(name)).strip();
  }

  private static Map<String, String> numbers(Path file) {
    Map<String, String> numbers = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(": ");
        numbers.put(line.substring(0, colon), line.substring(colon + 2));
      }
    } catch (IOException e) {
      return Map.of();
    }
    return numbers;
  }
}

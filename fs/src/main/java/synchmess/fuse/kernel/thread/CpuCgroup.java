package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The cgroup by which this process gets its share of the cores. Source: cgroups(7),
 * proc_pid_mountinfo(5).
 */
final class CpuCgroup {
  /**
   * Only the real root of a hierarchy of version 1 has this file; no cgroup namespace changes that.
   */
  private static final String ROOT_OF_VERSION_1 = "release_agent";

  /** Only the root of version 2 lacks this file. */
  private static final String BELOW_ROOT_OF_VERSION_2 = "cgroup.type";

  /** A cgroup of version 2 has this file if the scheduler knows it. */
  private static final String WEIGHT = "cpu.weight";

  private final Path root;

  /**
   * @param root the directory with /proc and the hierarchies
   */
  CpuCgroup(Path root) {
    this.root = root;
  }

  /** A mounted hierarchy: which part of it, and where. */
  private record Hierarchy(Path part, Path at) {}

  /**
   * Its directory; empty for the root of all.
   *
   * @throws IOException when it cannot be seen, or is that of a cgroup above ours
   */
  Optional<Path> directory() throws IOException {
    Optional<Path> unified = Optional.empty();
    for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      if (List.of(fields[1].split(",", -1)).contains("cpu")) {
        return version1(Path.of(fields[2]));
      }
      if (fields[0].equals("0")) {
        unified = Optional.of(Path.of(fields[2]));
      }
    }
    return unified.isPresent() ? version2(unified.get()) : Optional.empty();
  }

  private Optional<Path> version1(Path cgroup) throws IOException {
    Path directory = below(mounted("cgroup", "cpu"), cgroup);
    return Files.exists(directory.resolve(ROOT_OF_VERSION_1))
        ? Optional.empty()
        : Optional.of(directory);
  }

  /** The cgroup itself or, if the scheduler does not know it, the nearest above that it knows. */
  private Optional<Path> version2(Path cgroup) throws IOException {
    Hierarchy hierarchy = mounted("cgroup2", "");
    Path directory = below(hierarchy, cgroup);
    if (Files.exists(directory.resolve(WEIGHT))) {
      return Optional.of(directory);
    }
    for (Path above = directory; above.startsWith(hierarchy.at()); above = above.getParent()) {
      if (!Files.exists(above.resolve(BELOW_ROOT_OF_VERSION_2))) {
        return Optional.empty();
      }
      if (Files.exists(above.resolve(WEIGHT))) {
        throw new IOException("the cgroup has no CPU controller of its own");
      }
    }
    throw new IOException("the cgroup's CPU controller cannot be seen");
  }

  private static Path below(Hierarchy hierarchy, Path cgroup) throws IOException {
    if (!cgroup.normalize().equals(cgroup) || !cgroup.startsWith(hierarchy.part())) {
      throw new IOException("the cgroup cannot be seen");
    }
    return hierarchy.at().resolve(hierarchy.part().relativize(cgroup)).normalize();
  }

  /**
   * @param controller that it must have; "" for any
   */
  private Hierarchy mounted(String type, String controller) throws IOException {
    for (String line : Files.readAllLines(root.resolve("proc/self/mountinfo"))) {
      String[] halves = line.split(" - ", 2);
      String[] fields = halves[0].split(" ", -1);
      String[] behind = halves[1].split(" ", -1);
      boolean has = controller.isEmpty() || List.of(behind[2].split(",", -1)).contains(controller);
      if (behind[0].equals(type) && has) {
        return new Hierarchy(Path.of(fields[3]), root.resolve(fields[4].substring(1)));
      }
    }
    throw new IOException("the cgroups cannot be seen");
  }
}

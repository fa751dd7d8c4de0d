package synchmess.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import synchmess.mounting.MountTable;

/** What this run of the suite has made outside of its own process. */
final class Leftovers {
  /** Of root's daemons. */
  private static final Path STATE = Path.of("/run/synchmess");

  private Leftovers() {}

  /** What is mounted below the suite's own directory. */
  static List<Path> mounts() {
    return MountTable.read().stream()
        .map(MountTable.Mount::path)
        .filter(path -> path.startsWith(Mount.MOUNT_POINTS))
        .toList();
  }

  /** Processes whose command line names the suite's own directory: the daemons. */
  static List<ProcessHandle> daemons() {
    return ProcessHandle.allProcesses().filter(Leftovers::isDaemon).toList();
  }

  private static boolean isDaemon(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(Mount.MOUNT_POINTS.toString());
  }

  /** What daemons of the suite's mounts have left in the directory of their pids and logs. */
  static List<Path> stateFiles() {
    String ours = stateName(Mount.MOUNT_POINTS);
    if (!Files.isDirectory(STATE)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(STATE)) {
      return files.filter(file -> file.getFileName().toString().startsWith(ours)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the names of those files begin with, for a mount there. */
  static String stateName(Path directory) {
    return directory.toString().substring(1).replace('/', '_');
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a mount out of the tree, dead or not; without effect when there is none. */
  static void unmount(Path directory) {
    if (mounts().contains(directory)) {
      Program.run(Path.of("/"), List.of("fusermount", "-u", "-z", directory.toString()));
    }
  }
}

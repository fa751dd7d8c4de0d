package synchmess.harness;

import java.nio.file.Path;
import java.util.List;
import synchmess.fuse.MountTable;

/** What this run of the suite has made outside of its own process. */
final class Leftovers {
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

  /** Takes a mount out of the tree, dead or not; without effect when there is none. */
  static void unmount(Path directory) {
    if (mounts().contains(directory)) {
      Program.run(Path.of("/"), List.of("fusermount", "-u", "-z", directory.toString()));
    }
  }
}

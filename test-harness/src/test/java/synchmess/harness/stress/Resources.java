package synchmess.harness.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import synchmess.harness.Mount;
import synchmess.mounting.MountTable;

/**
 * What a daemon holds, as the kernel counts it. Source: proc(5).
 *
 * @param descriptors that are open
 * @param threads but those that the Java machine comes and goes with by itself
 * @param processes that it has started and that have not ended
 * @param mounts of this run of the suite
 */
record Resources(long descriptors, long threads, long processes, long mounts) {

  /** The beginnings of their names: compilers, and the listener for jcmd. */
  private static final List<String> OF_THE_MACHINE =
      List.of("C1 ", "C2 ", "Attach ", "Sweeper ", "Common-Cleaner");

  /** Threads that start when they are first needed, and loops in excess that may stay. */
  private static final int SPARE_THREADS = 6;

  static Resources of(Mount mount) {
    Path process = Path.of("/proc", String.valueOf(mount.pid()));
    return new Resources(
        list(process.resolve("fd")).size(),
        list(process.resolve("task")).stream().filter(Resources::isOurs).count(),
        mount.daemon().children().count(),
        mountsBelow(mount.directory().getParent()));
  }

  private static long mountsBelow(Path directory) {
    return MountTable.read().stream().filter(its -> its.path().startsWith(directory)).count();
  }

  /** Whether nothing is more than it was before, but for a few threads. */
  boolean isWithin(Resources before) {
    return descriptors <= before.descriptors
        && threads <= before.threads + SPARE_THREADS
        && processes <= before.processes
        && mounts <= before.mounts;
  }

  /** The same, with the threads of another time. */
  Resources withThreadsOf(Resources other) {
    return new Resources(descriptors, other.threads, processes, mounts);
  }

  private static boolean isOurs(Path thread) {
    return lines(thread.resolve("comm")).stream()
        .anyMatch(name -> OF_THE_MACHINE.stream().noneMatch(name::startsWith));
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** None of a thread that has just ended: ENOENT, or ESRCH when it was still there at open. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException ended) {
      return List.of();
    }
  }
}

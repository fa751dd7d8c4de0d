package synchmess.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/**
 * Turns root's process into a user's, wholly and for good: all ids and groups of all its threads,
 * and no capability. The C library's functions change all threads at once. no_new_privs was set
 * before this process began.
 *
 * <p>Source: setresuid(2), capabilities(7), nptl(7).
 */
public final class WorkerIdentity {
  private static final int UNCHANGED = -1;
  private static final Path THREADS = Path.of("/proc/self/task");

  private WorkerIdentity() {}

  /**
   * Becomes that user.
   *
   * @throws IOException when this process is not wholly that user afterwards; then it must end
   */
  public static void become(Owner owner) throws IOException {
    if (owner.isRoot() || owner.uid() == UNCHANGED || owner.gid() == UNCHANGED) {
      throw new IOException("a worker process cannot be root");
    }
    check(Kernel.setGroups(array(owner), owner.groups().size()), "setgroups");
    check(Kernel.setGroup(owner.gid()), "setresgid");
    check(Kernel.setUser(owner.uid()), "setresuid");
    for (Path thread : threads()) {
      check(thread, owner);
    }
  }

  private static void check(int result, String call) throws IOException {
    if (result < 0) {
      throw new IOException(call + ": errno " + -result);
    }
  }

  private static List<Path> threads() throws IOException {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void check(Path thread, Owner owner) throws IOException {
    ProcessStatus status = ProcessStatus.read("self/task/" + thread.getFileName());
    if (!status.isWholly(owner)) {
      throw new IOException("a thread has kept rights: " + status);
    }
  }

  /** Never empty: an empty array has no pointer. */
  private static int[] array(Owner owner) {
    int[] groups = new int[Math.max(1, owner.groups().size())];
    for (int i = 0; i < owner.groups().size(); i++) {
      groups[i] = owner.groups().get(i);
    }
    return groups;
  }
}

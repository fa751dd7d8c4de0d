package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tasks that the scheduler treats as one when it shares out the cores: those of this process's
 * CPU cgroup or, without one, of its session. Source: sched(7).
 */
public final class TaskGroup {
  private static final int PARENT = 1;
  private static final int SESSION = 3;

  private final Path root;

  /**
   * Whether sessions were groups when this was made. Switching that on leaves earlier threads in
   * the root group.
   */
  private final boolean autogroups;

  /** Make it before the threads that it is asked about. */
  public TaskGroup() {
    this(Path.of("/"));
  }

  /**
   * @param root the directory with /proc and the cgroups
   */
  TaskGroup(Path root) {
    this.root = root;
    autogroups = hasAutogroups();
  }

  /** Why it may have processes other than this one and its children; null when it cannot. */
  public String whyShared() {
    try {
      Optional<Path> cgroup = new CpuCgroup(root).directory();
      return cgroup.isPresent() ? whyShared(cgroup.get()) : whySessionIsShared();
    } catch (IOException | RuntimeException e) {
      return e.getMessage();
    }
  }

  private String whyShared(Path cgroup) throws IOException {
    String own = pid();
    for (String member : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
      if (!member.equals(own) && !isChild(member, own)) {
        return "others are in the daemon's cgroup";
      }
    }
    return null;
  }

  /** A session holds its leader, and what that has started. */
  private String whySessionIsShared() throws IOException {
    if (!autogroups || !hasAutogroups()) {
      return "there are no autogroups";
    }
    if (read("proc/self/autogroup").isEmpty()) {
      return "the session has no autogroup";
    }
    return stat("self")[SESSION].equals(pid()) ? null : "the session is not the daemon's own";
  }

  private boolean hasAutogroups() {
    try {
      return read("proc/sys/kernel/sched_autogroup_enabled").equals("1");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isChild(String pid, String parent) {
    try {
      return stat(pid)[PARENT].equals(parent);
    } catch (IOException gone) {
      return false;
    }
  }

  private String pid() throws IOException {
    String stat = read("proc/self/stat");
    return stat.substring(0, stat.indexOf(' '));
  }

  /** The fields behind the name, which may have anything in it. Source: proc_pid_stat(5). */
  private String[] stat(String pid) throws IOException {
    String stat = read("proc/" + pid + "/stat");
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private String read(String file) throws IOException {
    return Files.readString(root.resolve(file)).strip();
  }
}

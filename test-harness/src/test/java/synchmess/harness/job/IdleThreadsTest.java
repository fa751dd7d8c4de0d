package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Mount;

/**
 * Which threads of a daemon run under SCHED_IDLE. Leaving it needs root, and a daemon whose session
 * is its task group: where there are no autogroups, or cgroups in their place, that is not tested.
 */
@Tag("io_uring")
class IdleThreadsTest {
  private static final String[] OPTIONS = {"--engine=kernel", "--io-uring=on"};
  private static final String SCHED_IDLE = "5";

  /** Of the fields behind the name. Source: proc_pid_stat(5). */
  private static final int POLICY = 38;

  /** As the daemon is in life. */
  private static Mount inASessionOfItsOwn(String... more) {
    String[] options = Stream.of(OPTIONS, more).flatMap(Stream::of).toArray(String[]::new);
    return Mount.startBy(List.of("setsid"), options);
  }

  /** The names of the threads that run under it, without numbers. */
  private static Set<String> idle(Mount mount) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + mount.pid() + "/task"))) {
      return tasks
          .map(IdleThreadsTest::stat)
          .filter(stat -> policy(stat).equals(SCHED_IDLE))
          .map(stat -> stat.replaceAll("(?s).*\\((\\D*).*", "$1"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String policy(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[POLICY];
  }

  private static String stat(Path task) {
    try {
      return Files.readString(task.resolve("stat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String how(Mount mount) {
    return mount.read("sys/engine").lines().skip(2).findFirst().orElse("");
  }

  /** Waits for a first look, which is enough where the task group is the session's. */
  private static void assumeSessionsCount(Mount mount) {
    Condition.await("a look", () -> !how(mount).endsWith(": not yet looked"));
    assumeThat(how(mount)).doesNotContain("cgroup", "no autogroups", "another policy");
  }

  private static void awaitIdle(Mount mount) {
    assumeSessionsCount(mount);
    Condition.await("threads under SCHED_IDLE", () -> idle(mount).contains("ring-"));
  }

  @Test
  void daemonInASessionOfItsOwn_ringThreadsAndCompilersAloneAreIdle() {
    try (Mount mount = inASessionOfItsOwn()) {
      awaitIdle(mount);
      assertThat(how(mount)).isEqualTo("ring threads under SCHED_IDLE");
      assertThat(idle(mount)).isSubsetOf("ring-", "C");
    }
  }

  /**
   * It would starve behind whatever that session runs. A session that is as old as the machine may
   * have no autogroup.
   */
  @Test
  void daemonInTheSessionOfOthers_noneIs() {
    try (Mount mount = Mount.start(OPTIONS)) {
      assumeSessionsCount(mount);
      assertThat(how(mount)).startsWith("ring threads not under SCHED_IDLE: the session");
      assertThat(idle(mount)).isEmpty();
    }
  }

  @Test
  void switchedOff_noneIs() {
    try (Mount mount = inASessionOfItsOwn("--idle-threads=off")) {
      assertThat(how(mount)).isEqualTo("ring threads not under SCHED_IDLE: --idle-threads=off");
      assertThat(idle(mount)).isEmpty();
    }
  }

  /** A job is in the group too, and they would starve behind it. */
  @Test
  void whileAJobRuns_noneIs() {
    try (Mount mount = inASessionOfItsOwn()) {
      awaitIdle(mount);
      Job job = new Jobs(mount).submit(Jobs.LONG);
      job.await("running");
      Condition.await("no thread under SCHED_IDLE", () -> idle(mount).isEmpty());
      assertThat(how(mount)).isEqualTo("ring threads not under SCHED_IDLE: a job runs");

      job.cancel();
      job.await();
      awaitIdle(mount);
    }
  }
}

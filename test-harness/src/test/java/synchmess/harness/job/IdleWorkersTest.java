package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Workers that have nothing to do sleep. */
@Tag("no-engine")
class IdleWorkersTest {
  private static final int WORKERS = 100;
  private static final int JOBS = 20;
  private static final Duration WINDOW = Duration.ofSeconds(2);

  /** The Java machine may have compilers at work for a moment after jobs. */
  private static final int WINDOWS = 12;

  /** Of 10 ms each: one worker that looked for work each 100 ms would take more, let alone 100. */
  private static final long MOST_TICKS = 1;

  private static final int UTIME = 14;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Jobs jobs = new Jobs(mount);

  @BeforeEach
  void haveWorked() {
    jobs.limit("workers", WORKERS);
    jobs.limit("max_queued", WORKERS);
    jobs.submit(SHORT, WORKERS);
    jobs.await("queued", 0);
    jobs.await("idle", WORKERS);
  }

  @Test
  void job_wakesOneWorkerAndNotAll() {
    long before = wakes();
    for (int i = 0; i < JOBS; i++) {
      jobs.submit(SHORT).await();
    }

    assertThat(wakes() - before).isBetween((long) JOBS, JOBS * WORKERS / 4L);
  }

  /** How often the workers have gone to sleep. Source: proc_pid_status(5). */
  private long wakes() {
    String script =
        "cd /proc/%d/task; for t in $(grep -l '^worker-' */comm);"
            + " do grep ^voluntary_ctxt_switches ${t%%/*}/status; done";
    return mount
        .sh(script.formatted(mount.pid()))
        .output()
        .lines()
        .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]))
        .sum();
  }

  @Test
  void idleWorkers_useNoTime() {
    Awaitility.await("%d ticks in %s".formatted(MOST_TICKS, WINDOW))
        .atMost(WINDOW.multipliedBy(WINDOWS).plusSeconds(1))
        .pollDelay(Duration.ZERO)
        .until(() -> ticksOfAWindow(mount) <= MOST_TICKS);
  }

  private static long ticksOfAWindow(Mount mount) throws Exception {
    long before = ticks(mount);
    Thread.sleep(WINDOW.toMillis());
    return ticks(mount) - before;
  }

  /** In user and in kernel mode, since its start. Source: proc_pid_stat(5). */
  private static long ticks(Mount mount) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(mount.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    int utime = UTIME - 3;
    return Long.parseLong(fields[utime]) + Long.parseLong(fields[utime + 1]);
  }
}

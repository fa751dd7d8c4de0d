package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Mount;

/** Workers that have nothing to do take no time. */
@Tag("no-engine")
class IdleWorkersTest {
  private static final int WORKERS = 100;
  private static final Duration WINDOW = Duration.ofSeconds(4);

  /** The Java machine may have compilers at work for a moment after jobs. */
  private static final int WINDOWS = 6;

  /** Of 10 ms each: one worker that looked for work each 100 ms would take more, let alone 100. */
  private static final long MOST_TICKS = 1;

  private static final int UTIME = 14;

  @Test
  void idleWorkers_useNoTime() {
    try (Mount mount = Mount.start()) {
      Jobs jobs = new Jobs(mount);
      jobs.limit("max_queued", WORKERS);
      jobs.submit(SHORT, WORKERS);
      jobs.limit("workers", WORKERS);
      jobs.await("done", WORKERS);
      assertThat(jobs.count("idle")).isEqualTo(WORKERS);

      Awaitility.await("%d ticks in %s".formatted(MOST_TICKS, WINDOW))
          .atMost(WINDOW.multipliedBy(WINDOWS).plusSeconds(1))
          .pollDelay(Duration.ZERO)
          .until(() -> ticksOfAWindow(mount) <= MOST_TICKS);
    }
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

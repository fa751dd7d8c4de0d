package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import synchmess.harness.Idleness;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Workers that have nothing to do sleep. */
@Tag("no-engine")
class IdleWorkersTest {
  private static final int WORKERS = 100;
  private static final int JOBS = 20;

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

    assertThat(wakes() - before).isBetween(1L, JOBS * WORKERS / 4L);
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
    Idleness.await(Duration.ofSeconds(2), mount);
  }
}

package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** {@code sys/jobs/}: the limits of the job queue, which take effect at once. */
@Tag("no-engine")
class JobLimitsTest {
  private static final int MAX_WORKERS = 1024;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @Test
  void atFirst_theyAreAsDocumented() {
    try (Mount fresh = Mount.start()) {
      Jobs its = new Jobs(fresh);

      assertThat(fresh.list("sys/jobs"))
          .containsExactly(
              "keep_finished",
              "max_callbacks_per_user",
              "max_queued",
              "max_queued_per_user",
              "max_running_per_user",
              "max_throttled",
              "workers");
      assertThat(its.limit("max_queued_per_user")).isEqualTo(16);
      assertThat(its.limit("max_running_per_user"))
          .isEqualTo(Math.max(1, its.limit("workers") - 1));
      assertThat(its.limit("max_callbacks_per_user")).isEqualTo(1000);
      assertThat(its.limit("max_queued")).isEqualTo(64);
      assertThat(its.limit("max_throttled")).isEqualTo(16);
      assertThat(its.limit("keep_finished")).isEqualTo(1000);
      assertThat(its.limit("workers")).isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(its.workers()).hasSize(its.limit("workers"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max_queued, 1",
    "max_queued, 100000",
    "max_throttled, 0",
    "max_throttled, 1000",
    "keep_finished, 0",
    "keep_finished, 2147483647",
    "max_queued_per_user, 0",
    "max_running_per_user, 0",
    "max_callbacks_per_user, 7",
    "workers, 0",
    "workers, 7"
  })
  void goodValue_isShownAtOnce(String file, int value) {
    jobs.limit(file, value);

    assertThat(mount.read("sys/jobs/" + file)).isEqualTo(value + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_queued", "max_throttled", "keep_finished", "workers"})
  void badValue_isEINVALAndNothingChanges(String file) {
    int before = jobs.limit(file);

    for (String bad : List.of("", "-1", "+1", "1.5", "many", "1 2", " 1", "0x1", "2147483648")) {
      assertThat(mount.probe("open sys/jobs/" + file + " w", "line " + bad))
          .as(bad)
          .endsWith("line -1 EINVAL");
    }
    assertThat(jobs.limit(file)).isEqualTo(before);
  }

  @Test
  void limitsPerUser_followTheOthersUntilTheyAreSet() {
    jobs.limit("max_queued", 100);
    jobs.limit("workers", 5);
    assertThat(jobs.limit("max_queued_per_user")).isEqualTo(25);
    assertThat(jobs.limit("max_running_per_user")).isEqualTo(4);

    jobs.limit("max_queued_per_user", 3);
    jobs.limit("max_running_per_user", 2);
    jobs.limit("max_queued", 64);
    jobs.limit("workers", 1);
    assertThat(jobs.limit("max_queued_per_user")).isEqualTo(3);
    assertThat(jobs.limit("max_running_per_user")).isEqualTo(2);

    mount.write("sys/jobs/max_queued_per_user", "\n");
    mount.write("sys/jobs/max_running_per_user", "\n");
    assertThat(jobs.limit("max_queued_per_user")).isEqualTo(16);
    assertThat(jobs.limit("max_running_per_user")).isEqualTo(1);
  }

  @Test
  void workers_beyondTheMost_isEINVAL() {
    assertThat(mount.probe("open sys/jobs/workers w", "write " + (MAX_WORKERS + 1)))
        .endsWith("write -1 EINVAL");
  }

  // ------------------------------------------------------------------------------------ workers

  @Test
  void workers_raised_takeQueuedJobsAtOnce() {
    jobs.run();
    List<Job> queued = jobs.submit(Jobs.LONG, 2);
    assertThat(queued).allMatch(job -> job.state().equals("queued"));
    jobs.limit("workers", 3);

    queued.forEach(job -> job.await("running"));
    assertThat(jobs.count("workers")).isEqualTo(3);
  }

  @Test
  void workers_loweredWhileTheyRun_endAfterTheirJobs() {
    jobs.limit("workers", 3);
    List<Job> running = List.of(jobs.run(), jobs.run(), jobs.run());
    Job queued = jobs.submit(SHORT);
    jobs.limit("workers", 0);

    assertThat(running).allMatch(job -> job.state().equals("running"));
    running.forEach(Job::cancel);
    Condition.await("no worker", () -> jobs.workers().isEmpty());
    assertThat(running).allMatch(job -> job.state().equals("cancelled"));
    assertThat(queued.state()).isEqualTo("queued");
    jobs.limit("workers", 1);
    assertThat(queued.await()).contains("state: done\n");
  }

  @Test
  void workers_idle_endAtOnceWhenThereAreFewer() {
    jobs.limit("workers", 5);
    jobs.await("idle", 5);
    jobs.limit("workers", 2);

    jobs.await("workers", 2);
    assertThat(jobs.workers()).containsExactly("worker-1 idle", "worker-2 idle");
  }

  @Test
  void workers_none_runNothing() {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);

    Condition.assertStays("it is queued", () -> job.state().equals("queued"));
    jobs.await("workers", 0);
    assertThat(mount.read("jobs/workers")).isEmpty();
    jobs.limit("workers", 1);
    assertThat(job.await()).contains("state: done\n");
  }

  @Test
  void workers_changedAllTheTime_runEachJobOnce() {
    jobs.limit("max_queued", 1000);
    long done = jobs.count("done");
    for (int i = 0; i < 100; i++) {
      jobs.limit("workers", i % 4);
      jobs.submit(SHORT, 3);
    }
    jobs.limit("workers", 2);

    jobs.await("queued", 0);
    jobs.await("running", 0);
    assertThat(jobs.count("done") - done).isEqualTo(300);
    jobs.await("workers", 2);
  }

  // ------------------------------------------------------------------------------ keep_finished

  @Test
  void keepFinished_passed_theOldestAreForgotten() {
    jobs.limit("keep_finished", 3);
    Job looked = jobs.submit(SHORT);
    looked.await();
    List<Job> all = jobs.submit(SHORT, 5);
    all.get(4).await();

    assertThat(mount.probe("stat " + looked.directory(), "stat " + looked.file("result")))
        .containsOnly("stat -1 ENOENT");
    assertThat(jobs.ids("done")).containsExactly(all.get(2).id(), all.get(3).id(), all.get(4).id());
    assertThat(all.get(0).isThere()).isFalse();
    assertThat(jobs.count("finished")).isEqualTo(3);
  }

  @Test
  void keepFinished_lowered_forgetsAtOnce() {
    List<Job> all = jobs.submit(SHORT, 5);
    all.get(4).await();
    Job running = jobs.run();
    jobs.limit("keep_finished", 1);

    assertThat(jobs.ids("done")).containsExactly(all.get(4).id());
    assertThat(running.state()).isEqualTo("running");
  }

  @Test
  void keepFinished_none_stillTellsWhoWaits() {
    Job blocker = jobs.run();
    Job job = jobs.submit(SHORT);
    jobs.limit("keep_finished", 0);

    assertThat(
            job.calls(
                "wait", "r", "open " + blocker.file("cancel") + " w", "write 1", "fd 3", "read 4"))
        .containsExactly("write 1", "read 4 id: ");
    assertThat(job.isThere()).isFalse();
  }
}

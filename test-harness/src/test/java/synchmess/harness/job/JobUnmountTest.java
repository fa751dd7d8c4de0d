package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/** What becomes of jobs, and of those who wait for them, when the mount goes away. */
class JobUnmountTest {
  @TempDir Path files;

  private void inputOf(String size) {
    Program.run(files, List.of("truncate", "-s", size, "in")).output();
  }

  private Job compressing(Jobs jobs) {
    Job job = jobs.submit("op=compress level=1 in=%s/in out=%1$s/out".formatted(files));
    Condition.await("progress", () -> !job.read("progress").startsWith("0 "));
    return job;
  }

  private static void unmount(Mount mount) {
    mount.daemon().destroy();
  }

  @Test
  @Tag("no-engine")
  void runningJob_beyondItsGrace_isCancelledAndLeavesNothing() {
    inputOf("64G");
    try (Mount mount = Mount.start("--job-grace=1")) {
      compressing(new Jobs(mount));
      unmount(mount);

      assertThat(mount.awaitEnd()).isZero();
      assertThat(files.toFile().list()).containsExactly("in");
    }
  }

  @Test
  @Tag("no-engine")
  void runningJob_withEnoughGrace_isDoneAndQueuedOnesAreNot() {
    inputOf("512M");
    try (Mount mount = Mount.start("--job-grace=60")) {
      Jobs jobs = new Jobs(mount);
      jobs.limit("workers", 1);
      compressing(jobs);
      jobs.submit("op=copy in=%s/in out=%1$s/copy".formatted(files));
      unmount(mount);

      assertThat(mount.awaitEnd()).isZero();
      assertThat(files.toFile().list()).containsExactlyInAnyOrder("in", "out");
      String compared = "gzip -dc out | cmp - in";
      Program.run(files, List.of("sh", "-c", compared)).output();
    }
  }

  @Test
  void whoWaits_isWoken() {
    try (Mount mount = Mount.start("--job-grace=0")) {
      Jobs jobs = new Jobs(mount);
      jobs.limit("workers", 1);
      Job job = jobs.run();
      Job queued = jobs.submit(SHORT);
      try (Program reader = job.startCalls("wait", "r", "mark", "read 99");
          Program poller = job.startCalls("wait", "r", "mark", "poll in 60000");
          Program other = queued.startCalls("wait", "r", "mark", "read 99")) {
        reader.awaitWaitingAfter("mark");
        poller.awaitWaitingAfter("mark");
        other.awaitWaitingAfter("mark");
        unmount(mount);

        assertThat(reader.finish().results()).containsExactly("mark 0", "read -1 ENODEV");
        assertThat(poller.finish().results().get(1)).startsWith("poll 1 ");
        assertThat(other.finish().results().get(1)).matches("read (-1 ENODEV|.*cancelled.*)");
        assertThat(mount.awaitEnd()).isZero();
      }
    }
  }

  @Test
  void descriptorsThatAreLeft_fail() {
    try (Mount mount = Mount.start("--job-grace=0")) {
      Job job = new Jobs(mount).run();
      try (Program reader = job.startCalls("wait", "r", "wait", "read 99");
          Program submitter = new Jobs(mount).startCalls("rw", "wait", "write " + SHORT)) {
        reader.awaitWaitingAfter("open 3");
        submitter.awaitWaitingAfter("open 3");
        unmount(mount);
        assertThat(mount.awaitEnd()).isZero();
        reader.type("go on");
        submitter.type("go on");

        assertThat(reader.finish().results().get(1)).startsWith("read -1 E");
        assertThat(submitter.finish().results().get(1)).startsWith("write -1 E");
      }
    }
  }

  @Test
  @Tag("kernel")
  void throttledSubmitter_isWokenWithENODEV() {
    try (Mount mount = Mount.start("--job-grace=0")) {
      Jobs jobs = new Jobs(mount);
      jobs.limit("workers", 0);
      jobs.limit("max_queued", 1);
      jobs.submit(SHORT);
      try (Program submitter = jobs.startCalls("w", "write " + SHORT)) {
        jobs.await("throttled", 1);
        unmount(mount);

        assertThat(submitter.finish().results()).containsExactly("write -1 ENODEV");
        assertThat(mount.awaitEnd()).isZero();
      }
    }
  }
}

package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Ending jobs before their time. */
@Tag("no-engine")
class JobCancelTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @TempDir Path files;

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "please\n", "\n"})
  void cancel_anyWrite_takesAQueuedJobOutOfTheQueue(String text) {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);
    Job next = jobs.submit(SHORT);
    job.write("cancel", text);

    assertThat(job.state()).isEqualTo("cancelled");
    assertThat(jobs.count("queued")).isEqualTo(1);
    jobs.limit("workers", 1);
    assertThat(next.await()).contains("state: done\n");
    assertThat(job.await()).contains("state: cancelled\n").doesNotContain("actual");
  }

  @Test
  void cancel_stopsARunningJobSoonAndItsWorkerGoesOn() {
    Job job = jobs.run();
    Job next = jobs.submit(SHORT);
    job.cancel();

    Condition.await("cancelled", SOON, () -> job.state().equals("cancelled"));
    assertThat(next.await()).contains("state: done\n");
  }

  @Test
  void cancel_aReadAfterItTellsWhetherThereWasSomethingToCancel() {
    Job job = jobs.run();

    assertThat(job.calls("cancel", "rw", "write 1", "read 9"))
        .containsExactly("write 1", "read 2 1\\x0a");
    job.await();
    assertThat(job.calls("cancel", "rw", "write 1", "read 9"))
        .containsExactly("write 1", "read 2 0\\x0a");
    assertThat(job.state()).isEqualTo("cancelled");
  }

  @Test
  void cancel_ofAJobThatIsDone_changesNothing() {
    Job job = jobs.submit(SHORT);
    String result = job.await();
    job.cancel();

    assertThat(job.read("result")).isEqualTo(result).contains("state: done\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"op=compress level=9", "op=encrypt key_file=%s/key", "op=compress format=zstd"})
  void cancel_ofARunningJob_leavesNothingHalfWritten(String op) throws IOException {
    mount
        .sh("cd %s; umask 077; truncate -s 64G in; head -c 32 /dev/urandom > key".formatted(files))
        .output();
    Job job = jobs.submit((op + " in=%1$s/in out=%1$s/out").replace("%s", "%1$s").formatted(files));
    Condition.await("progress", () -> !job.read("progress").startsWith("0 "));
    assertThat(openFiles()).isNotEmpty();
    job.cancel();

    Condition.await("cancelled", SOON, () -> job.state().equals("cancelled"));
    assertThat(files.toFile().list()).containsExactlyInAnyOrder("in", "key");
    assertThat(openFiles()).isEmpty();
  }

  /** What the daemon has open among the files. */
  private List<String> openFiles() {
    String links = mount.sh("ls -l /proc/" + mount.pid() + "/fd").out();
    return links.lines().filter(line -> line.contains(files.toString())).toList();
  }
}

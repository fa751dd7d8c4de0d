package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** The full queue where no submitter can be let wait. */
@Tag("jnr-fuse")
class FullQueueTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @BeforeEach
  void fill() {
    jobs.limit("workers", 0);
    jobs.limit("max_queued", 2);
    jobs.submit(SHORT, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw", "rw,nonblock", "rw,append"})
  void submit_isEAGAINAndNothingIsQueued(String flags) {
    assertThat(jobs.calls(flags, "write " + SHORT, "read 9"))
        .containsExactly("write -1 EAGAIN", "read 0");
    assertThat(jobs.list()).hasSize(2);
    assertThat(jobs.count("throttled")).isZero();
  }

  @Test
  void echo_saysThatItIsTemporary() {
    assertThat(mount.shell("bash", "echo '" + SHORT + "' > jobs/submit").err())
        .contains("Resource temporarily unavailable");
  }

  @Test
  void submit_whenThereIsRoomAgain_isQueued() {
    mount.write("jobs/remove_all", "1");

    assertThat(jobs.submit(SHORT).state()).isEqualTo("queued");
  }
}

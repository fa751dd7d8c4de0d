package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** In which order jobs are taken, and which are not taken twice. */
@Tag("no-engine")
class JobOrderTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @Test
  void oneWorker_takesJobsByPriorityAndWithinEachInTheirOrder() {
    Job blocker = jobs.run();
    mount.sh("touch order").output();
    String[] priorities = "low high medium low high medium high low medium low".split(" ", -1);
    Job[] queued = new Job[priorities.length];
    for (int i = 0; i < queued.length; i++) {
      queued[i] = jobs.submit(SHORT + " callback=order priority=" + priorities[i]);
    }
    queued[7].write("priority", "high");
    queued[1].write("priority", "low");
    queued[8].cancel();
    blocker.cancel();
    queued[1].await();

    assertThat(received("order").stream().map(id -> id - queued[0].id()))
        .containsExactly(8L, 4L, 6L, 7L, 2L, 5L, 0L, 3L, 9L, 1L);
  }

  /** The ids of the results in a group, in their order. */
  private List<Long> received(String group) {
    return mount
        .sh(
            "while read=$(dd bs=9999 count=1 status=none if=%s) && [ \"$read\" ]; do echo \"$read\"; done"
                .formatted(group))
        .output()
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> Long.valueOf(line.substring("id: ".length())))
        .toList();
  }

  // ------------------------------------------------------------------------------------- unique

  @Test
  void uniqueWord_isEEXISTWhileAnActiveJobHasTheWord() {
    String words = SHORT + " unique=nightly";
    Job running = jobs.submit(Jobs.LONG + " unique=nightly");
    running.await("running");
    assertThat(jobs.calls("w", "write " + words)).containsExactly("write -1 EEXIST");

    Job other = jobs.submit(SHORT + " unique=hourly");
    assertThat(jobs.calls("w", "write " + SHORT + " unique=hourly"))
        .containsExactly("write -1 EEXIST");
    assertThat(jobs.list()).hasSize(2);
    running.cancel();
    other.await();
    assertThat(jobs.submit(words).await()).contains("state: done\n");
    assertThat(jobs.submit(words).await()).contains("state: done\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rmdir jobs/%d", "echo 1 > jobs/remove_all", "echo 1 > jobs/%d/cancel"})
  void uniqueWord_ofAQueuedJobThatGoes_isFree(String script) {
    jobs.limit("workers", 0);
    Job first = jobs.submit(SHORT + " unique=nightly");
    mount.sh(script.formatted(first.id())).output();

    assertThat(jobs.submit(SHORT + " unique=nightly").state()).isEqualTo("queued");
  }

  @Test
  void uniqueWord_ofAnotherUser_isHisOwn() {
    String words = SHORT + " unique=nightly";
    jobs.limit("workers", 0);
    jobs.submit(words);

    assertThat(mount.probe("uid 1234", "open jobs/submit w", "write " + words, "write " + words))
        .endsWith("write " + words.length(), "write -1 EEXIST");
  }
}

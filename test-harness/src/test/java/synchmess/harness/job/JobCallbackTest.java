package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.SHORT;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** {@code callback=}: a job's result as a message. */
@Tag("no-engine")
class JobCallbackTest {
  private static final int MANY = 300;

  /** Larger than a few results. */
  private static final String FULL = "x".repeat(1000);

  @RegisterExtension static final Mounted MOUNTED = Mounted.with("--allow-other");

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);
  private final Group group = MOUNTED.newGroup();
  private final String words = SHORT + " callback=" + group.name();

  /** The messages that are there. */
  private List<String> received() {
    List<String> messages = new ArrayList<>();
    for (String next = group.receive(); !next.isEmpty(); next = group.receive()) {
      messages.add(next);
    }
    return messages;
  }

  /** Leaves no room in the group until its message is received, or the limit is raised. */
  private void fill() {
    mount.write("sys/max_storage_size", FULL.length() + "\n");
    group.send(FULL);
  }

  // ---------------------------------------------------------------------------------- delivered

  @ParameterizedTest
  @ValueSource(strings = {SHORT, "op=checksum in=/etc/passwd", "op=stat in=/nowhere/at-all"})
  void callback_isTheResult(String operation) {
    Job job = jobs.submit(operation + " callback=" + group.name());
    job.await();
    group.await("depth", 1);

    assertThat(received()).containsExactly(job.read("result"));
    assertThat(job.read("state").lines()).hasSize(1);
  }

  @Test
  void callback_ofAJobThatIsCancelledOrRemoved_saysSo() {
    jobs.limit("workers", 0);
    Job cancelled = jobs.submit(words);
    Job removed = jobs.submit(words);
    Job all = jobs.submit(words);
    cancelled.cancel();
    removed.rmdir();
    mount.write("jobs/remove_all", "1");
    group.await("depth", 3);

    assertThat(received())
        .zipSatisfy(
            List.of(cancelled, removed, all),
            (message, job) ->
                assertThat(message)
                    .startsWith("id: %d\nop: count\nstate: cancelled\n".formatted(job.id())));
  }

  @Test
  void manyJobs_areEachDeliveredExactlyOnce() {
    jobs.limit("max_queued", MANY);
    jobs.limit("workers", 4);
    List<Job> all = jobs.submit(words, MANY);
    group.await("depth", MANY);

    assertThat(received().stream().map(message -> message.lines().findFirst().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(all.stream().map(job -> "id: " + job.id()).toList());
    Condition.assertStays("nothing more comes", () -> group.count("depth") == 0);
  }

  @Test
  void cat_waitsForTheCallback() {
    jobs.run();
    jobs.submit(words);
    String script =
        "for id in $(ls jobs | grep '^[0-9]'); do echo 1 > jobs/$id/cancel; break; done; cat ctl/%s/next";

    assertThat(mount.sh(script.formatted(group.name())).output()).contains("state: done\n");
  }

  @Test
  void callback_toAGroupThatIsNotThere_installsItForTheOwnerAlone() {
    group.remove();
    Job job = jobs.submit(words);
    job.await();

    Condition.await("message", () -> mount.list(".").contains(group.name()));
    assertThat(mount.probe("stat " + group.name())).containsExactly("stat 0 100600 0:0 0");
    group.await("depth", 1);
    assertThat(received()).containsExactly(job.read("result"));
  }

  // -------------------------------------------------------------------------- full or removed

  @ParameterizedTest
  @ValueSource(strings = {"fail", "block"})
  void fullGroup_callbacksWaitInOrderAndStateSaysSo(String policy) {
    group.set("full_policy", policy);
    fill();
    try {
      Job first = jobs.submit(words);
      Job second = jobs.submit(words);
      String results = first.await() + second.await();

      for (Job job : List.of(first, second)) {
        Condition.await("state", () -> job.read("state").lines().count() == 2);
        assertThat(job.read("state"))
            .isEqualTo("done\ncallback: waits for room in " + group.name() + "\n");
      }
      assertThat(group.count("depth")).isEqualTo(1);
      assertThat(group.receive()).isEqualTo(FULL);
      group.await("depth", 2);
      assertThat(String.join("", received())).isEqualTo(results);
      assertThat(first.read("state") + second.read("state")).isEqualTo("done\ndone\n");
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  @Test
  void fullGroup_holdsUpNoWorker() {
    fill();
    try {
      jobs.submit(words, 5);

      assertThat(jobs.submit(SHORT).await()).contains("state: done\n");
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
    group.await("depth", 6);
  }

  @Test
  void removedGroup_theResultStaysReadable() {
    jobs.limit("workers", 0);
    Job job = jobs.submit(words);
    group.remove();
    jobs.limit("workers", 1);

    assertThat(job.await()).contains("state: done\n").isEqualTo(job.read("result"));
    Condition.await("state", () -> job.read("state").lines().count() == 2);
    assertThat(job.read("state")).isEqualTo("done\ncallback: " + group.name() + " is gone\n");
    assertThat(mount.list(".")).doesNotContain(group.name());
  }

  @Test
  void groupRemovedWhileTheCallbackWaits_theResultStaysReadable() {
    fill();
    try {
      Job job = jobs.submit(words);
      job.await();
      Condition.await("state", () -> job.read("state").contains("waits"));
      group.remove();

      Condition.await("state", () -> job.read("state").contains("is gone"));
      assertThat(job.read("result")).contains("state: done\n");
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  // ------------------------------------------------------------------------ rights and size

  @Test
  void groupThatOneMayNotWrite_isEACCESAndNothingIsQueued() {
    long submitted = jobs.count("submitted");
    mount.probe("chmod " + group.name() + " 644");

    assertThat(mount.probe("uid 1234", "open jobs/submit rw", "write " + words, "read 9"))
        .containsExactly("uid 0", "open 3", "write -1 EACCES", "read 0");
    assertThat(jobs.count("submitted")).isEqualTo(submitted);
    mount.probe("chmod " + group.name() + " 622");
    assertThat(mount.probe("uid 1234", "open jobs/submit w", "write " + words))
        .endsWith("write " + words.length());
    group.await("depth", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sys/max_message_size", "sys/max_storage_size"})
  void resultLargerThanAMessageOrItsGroup_isShortened(String limit) {
    String most = mount.read(limit);
    mount.write(limit, "100\n");
    try {
      Job job = jobs.submit("op=stat in=/etc/passwd in=/etc/group callback=" + group.name());
      Job failed =
          jobs.submit("op=stat in=/nowhere/" + "x".repeat(90) + " callback=" + group.name());
      String result = job.await();
      failed.await();
      group.await("depth", limit.endsWith("message_size") ? 2 : 1);

      assertThat(result).hasSizeGreaterThan(100);
      assertThat(group.receive()).isEqualTo("id: %d\nop: stat\nstate: done\n".formatted(job.id()));
      group.await("depth", 1);
      assertThat(group.receive())
          .startsWith("id: %d\nop: stat\nstate: failed\nerror: ENOENT ".formatted(failed.id()))
          .hasSize(100);
    } finally {
      mount.write(limit, most);
    }
  }
}

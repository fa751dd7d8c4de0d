package synchmess.harness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.job.Jobs.LONG;
import static synchmess.harness.job.Jobs.SHORT;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** The files below {@code jobs/<id>/}. */
@Tag("no-engine")
class JobFilesTest {
  private static final String ENCRYPT =
      "op=encrypt in=/nowhere/in out=\"/nowhere/a b\" passphrase=\"open sesame\" priority=high";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  @RegisterExtension final Jobs jobs = new Jobs(mount);

  @Test
  void directory_hasTheFilesOfAJob() {
    Job job = jobs.submit(SHORT);

    assertThat(mount.list(job.directory()))
        .containsExactly("cancel", "priority", "progress", "result", "spec", "state", "wait");
    assertThat(mount.list("jobs"))
        .contains("list", "remove_all", "stats", "submit", "workers", Long.toString(job.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "01", "+1", "-1", "1 ", "999999", "99999999999999999999", "x"})
  void otherNames_areNoJob(String name) {
    jobs.submit(SHORT).await();

    assertThat(mount.probe("stat jobs/" + name)).containsExactly("stat -1 ENOENT");
  }

  // --------------------------------------------------------------------------------------- spec

  @Test
  void spec_showsWhatWasAskedForButSecretsAsStars() {
    assertThat(jobs.submit(ENCRYPT).read("spec"))
        .isEqualTo(
            """
            op=encrypt
            in=/nowhere/in
            out="/nowhere/a b"
            passphrase=***
            priority=high
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LONG,
        "op=stat in=/a in=/b\\ c in=\"/d \\\"e\\\"\" in=\"/f\\\\g\" in=\"/h\ni\" follow=yes",
        "op=count unique=\"a b\" callback=results priority=low signal=WINCH"
      })
  void spec_canBeSubmittedAgain(String words) {
    jobs.limit("workers", 0);
    Job job = jobs.submit(words);
    String spec = job.read("spec");
    mount.write("jobs/remove_all", "1");

    mount.write("jobs/submit", spec);
    assertThat(new Job(mount, job.id() + 1).read("spec")).isEqualTo(spec);
  }

  // -------------------------------------------------------------------------------------- state

  @Test
  void state_goesFromQueuedByRunningToCancelled() {
    Job running = jobs.run();
    Job queued = jobs.submit(SHORT);

    assertThat(running.read("state")).isEqualTo("running\n");
    assertThat(queued.read("state")).isEqualTo("queued\n");
    running.cancel();
    assertThat(running.await()).contains("state: cancelled\n");
    assertThat(running.read("state")).isEqualTo("cancelled\n");
  }

  @Test
  void state_ofOneThatWentWell_isDone() {
    Job job = jobs.submit(SHORT);
    job.await();

    assertThat(job.read("state")).isEqualTo("done\n");
  }

  @Test
  void state_ofOneThatCouldNot_isFailed() {
    Job job = jobs.submit("op=stat in=/nowhere/at-all");
    job.await();

    assertThat(job.read("state")).isEqualTo("failed\n");
  }

  // ----------------------------------------------------------------------------------- priority

  @ParameterizedTest
  @ValueSource(strings = {"high", "medium", "low"})
  void priority_isThatOfTheSpecAndWritableWhileQueued(String priority) {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT + " priority=" + priority);
    assertThat(job.read("priority")).isEqualTo(priority + "\n");

    for (String next : new String[] {"low\n", "high", "medium\n", priority}) {
      job.write("priority", next);
      assertThat(job.read("priority")).isEqualTo(next.strip() + "\n");
    }
  }

  @Test
  void priority_withoutOne_isMedium() {
    assertThat(jobs.submit(SHORT).read("priority")).isEqualTo("medium\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"urgent", "HIGH", "", "high low", "1", "\n", "high\n"})
  void priority_badValue_isEINVALAndNothingChanges(String value) {
    jobs.limit("workers", 0);
    Job job = jobs.submit(SHORT);

    assertThat(job.calls("priority", "w", "line " + value)).containsExactly("line -1 EINVAL");
    assertThat(job.read("priority")).isEqualTo("medium\n");
  }

  @Test
  void priority_ofARunningJob_isEBUSY() {
    assertThat(jobs.run().calls("priority", "rw", "write low", "pread 9 0"))
        .containsExactly("write -1 EBUSY", "pread 7 medium\\x0a");
  }

  @Test
  void priority_ofAJobThatHasEnded_isEBUSY() {
    Job job = jobs.submit(SHORT);
    job.await();

    assertThat(job.calls("priority", "w", "write low")).containsExactly("write -1 EBUSY");
  }

  // ----------------------------------------------------------------------------------- progress

  @Test
  void progress_ofAQueuedJob_isNothing() {
    jobs.limit("workers", 0);

    assertThat(jobs.submit(LONG).read("progress")).matches("0 \\d+ 0\n");
  }

  @Test
  void progress_ofARunningJob_grows() {
    Job job = jobs.run();

    Condition.await("progress", () -> done(job) > 0);
    long before = done(job);
    Condition.await("more progress", () -> done(job) > before);
    assertThat(job.read("progress")).matches("\\d+ 2000000000 \\d\\d?\n");
  }

  private static long done(Job job) {
    return Long.parseLong(job.read("progress").split(" ", 2)[0]);
  }

  @Test
  void progress_ofAJobThatIsDone_isWhole() {
    Job count = jobs.submit("op=count threads=2 times=5");
    Job checksum = jobs.submit("op=checksum in=/etc/passwd");
    count.await();
    checksum.await();

    long size = mount.sh("stat -c %s /etc/passwd").output().strip().transform(Long::parseLong);
    assertThat(count.read("progress")).isEqualTo("10 10 100\n");
    assertThat(checksum.read("progress")).isEqualTo("%d %1$d 100\n".formatted(size));
  }

  // ------------------------------------------------------------------------------------- result

  @Test
  void result_ofOneThatHasNotEnded_isItsState() {
    Job running = jobs.run();
    Job queued = jobs.submit(SHORT);

    assertThat(running.read("result"))
        .isEqualTo("id: %d\nop: count\nstate: running\n".formatted(running.id()));
    assertThat(queued.read("result"))
        .isEqualTo("id: %d\nop: count\nstate: queued\n".formatted(queued.id()));
  }

  @Test
  void result_ofOneThatIsDone_hasWhatTheOperationGivesAndTheDuration() {
    Job job = jobs.submit("op=checksum in=/etc/passwd");
    job.await();

    String sum = mount.sh("sha256sum < /etc/passwd").output().split(" ", 2)[0];
    assertThat(job.read("result"))
        .matches(
            "id: %d\nop: checksum\nstate: done\nsha256: %s\nduration: \\d+\\.\\d+\n"
                .formatted(job.id(), sum));
  }

  @Test
  void result_ofOneThatFailed_namesTheErrorAndSaysASentence() {
    Job job = jobs.submit("op=checksum in=/nowhere/at-all");

    assertThat(job.await())
        .matches(
            "id: %d\nop: checksum\nstate: failed\nerror: ENOENT .*/nowhere/at-all.*\nduration: .*\n"
                .formatted(job.id()));
  }

  @Test
  void result_ofOneThatWasCancelled_hasNoError() {
    Job job = jobs.run();
    job.cancel();

    assertThat(job.await())
        .matches("id: %d\nop: count\nstate: cancelled\nduration: .*\n".formatted(job.id()));
  }

  @Test
  void result_isLinesOfNameAndValue() {
    String result = jobs.submit("op=count threads=3 times=10 lock=spin").await();

    assertThat(result.lines()).allMatch(line -> line.matches("[a-z0-9_.]+: .+"));
    assertThat(result).contains("expected: 30\n", "actual: 30\n", "lost: 0\n");
  }
}

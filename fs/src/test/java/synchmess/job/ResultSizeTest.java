package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.OTHER_USER;
import static synchmess.job.TestJobs.USER;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** What is kept of jobs has an end: each result, and all of them together. */
class ResultSizeTest {
  private static final String LINE = "x".repeat(1023);

  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  /** Does a job that gives so many lines of 1 KiB. */
  private Job finish(int uid, int lines) {
    queue.submit(job().of(uid));
    Job job = queue.take();
    for (int i = 0; i < lines; i++) {
      job.give(LINE);
    }
    queue.finish(job);
    return job;
  }

  private void keepBytes(long bytes) {
    queue.limits.setMaxKeptBytes(bytes);
    jobs.limitsChanged();
  }

  @Test
  void result_thatFits_isWhole() {
    String result = queue.result(finish(USER, 50));

    assertThat(result.lines().filter(LINE::equals)).hasSize(50);
    assertThat(result).doesNotContain("cut: ");
  }

  @Test
  void result_tooLarge_isCutAtALineAndSaysSo() {
    Job job = finish(USER, 1000);

    assertThat(jobs.result(job)).hasSizeLessThanOrEqualTo(64 << 10);
    String result = queue.result(job);
    long kept = result.lines().filter(LINE::equals).count();
    assertThat(kept).isGreaterThan(60);
    assertThat(result).endsWith("cut: " + (1000 - kept) * 1024 + " bytes more\n");
    assertThat(result.lines()).allMatch(line -> line.length() < 50 || line.equals(LINE));
  }

  @Test
  void result_isCutWhileItIsGathered() {
    Given given = new Given(4096);
    for (int i = 0; i < 100_000; i++) {
      given.add(LINE);
    }

    assertThat(given.bytes()).hasSize(4096);
    assertThat(given.cut()).isEqualTo((100_000L - 4) * 1024);
  }

  @Test
  void given_afterTheFirstThatDoesNotFit_nothingIsKept() {
    Given given = new Given(4);
    given.add("ab");
    given.add("cd");
    given.add("");

    assertThat(new String(given.bytes(), UTF_8)).isEqualTo("ab\n");
    assertThat(given.cut()).isEqualTo(4);
  }

  @Test
  void error_ofAnyLength_fitsTheResult() {
    queue.submit();
    Job job = queue.take();
    queue.end(
        job, JobState.FAILED, JobFailedException.of(Errno.ENAMETOOLONG, "/é\n".repeat(50_000)));

    assertThat(jobs.result(job)).hasSizeLessThanOrEqualTo(64 << 10);
    assertThat(queue.result(job))
        .contains("error: ENAMETOOLONG …")
        .contains(": File name too long");
    assertThat(queue.result(job).lines()).hasSize(5);
  }

  @Test
  void error_withControls_isHarmless() {
    queue.submit();
    Job job = queue.take();
    queue.end(
        job,
        JobState.FAILED,
        JobFailedException.of(Errno.ENOENT, "/a\nstate: done\u001b[2J\u009b1m\u202e"));

    assertThat(queue.result(job))
        .contains("error: ENOENT /a\\nstate: done\\u001b[2J\\u009b1m\\u202e: No such");
  }

  @Test
  void result_isTheSameBytesForAll() {
    Job job = finish(USER, 1);

    assertThat(jobs.result(job)).isSameAs(jobs.result(job));
    assertThat(jobs.spec(job)).isSameAs(jobs.spec(job));
  }

  // -------------------------------------------------------------------------------- together

  @Test
  void bytes_tooMany_theOldestAreForgotten() {
    Job first = finish(USER, 20);
    Job second = finish(USER, 20);
    keepBytes(first.bytes() + second.bytes());
    Job third = finish(USER, 20);

    assertThat(jobs.ids()).containsExactly(second.id(), third.id());
    assertThat(jobs.stats().finished()).isEqualTo(2);
  }

  @Test
  void bytes_tooMany_areThoseOfTheUserWhoKeepsMost() {
    Job small = finish(OTHER_USER, 1);
    Job large = finish(USER, 50);
    keepBytes(small.bytes() + 2 * large.bytes() + 100);

    for (int i = 0; i < 100; i++) {
      finish(USER, 50);
    }

    assertThat(jobs.find(small.id())).isSameAs(small);
    assertThat(jobs.ids()).hasSize(3);
  }

  @Test
  void keepFinished_passed_theOldestOfTheUserWhoKeepsMostGo() {
    queue.keep(10);
    Job only = finish(OTHER_USER, 1);

    for (int i = 0; i < 100; i++) {
      finish(USER, 1);
    }

    assertThat(jobs.find(only.id())).isSameAs(only);
    assertThat(jobs.ids()).hasSize(10);
  }

  @Test
  void forgotten_theLastAreReadableByThoseWhoHaveThemOpen() {
    keepBytes(1 << 20);
    queue.keep(0);
    Job first = finish(USER, 50);
    assertThat(queue.result(first)).contains("state: done");

    for (int i = 0; i < 10; i++) {
      finish(USER, 50);
    }

    assertRefused(Errno.ENODEV, () -> jobs.result(first));
    assertRefused(Errno.ENODEV, () -> jobs.spec(first));
    assertThat(queue.state(first)).isEqualTo(JobState.DONE);
  }
}

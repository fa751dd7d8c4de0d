package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.job;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** What a result says. */
class JobResultTest {
  private final TestJobs queue = TestJobs.withoutWorkers();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void ended_done_resultHasWhatTheOperationGave() {
    Job job = queue.submit(job().op("checksum"));
    queue.take();
    job.give("sha256: 00ff");
    job.give("bytes: 7");
    queue.clock.advance(Duration.ofMillis(1500));

    queue.finish(job);

    assertThat(queue.result(job))
        .isEqualTo(
            """
            id: 1
            op: checksum
            state: done
            sha256: 00ff
            bytes: 7
            duration: 1.500000
            """);
  }

  @Test
  void ended_failed_resultHasTheErrorAndNothingTheOperationGave() {
    Job job = queue.submit();
    queue.take();
    job.give("sha256: 00ff");

    queue.end(job, JobState.FAILED, JobFailedException.of(Errno.ENOENT, "/x"));

    assertThat(queue.result(job))
        .isEqualTo(
            """
            id: 1
            op: test
            state: failed
            error: ENOENT /x: No such file or directory
            duration: 0.000000
            """);
  }

  @Test
  void ended_failedForAFileWhoseNameHasNewlines_errorIsOneLine() {
    Job job = queue.submit();
    queue.take();

    queue.end(job, JobState.FAILED, JobFailedException.of(Errno.ENOENT, "/x\nstate: done"));

    assertThat(queue.result(job))
        .contains("\nerror: ENOENT /x\\nstate: done: No such file or directory\n");
  }

  @Test
  void ended_failedWithoutASentence_resultHasThatOfTheError() {
    Job job = queue.submit();
    queue.take();

    queue.end(job, JobState.FAILED, new JobFailedException(Errno.EIO, null));

    assertThat(queue.result(job)).contains("error: EIO Input/output error\n");
  }

  @Test
  void result_whereNumbersAreWrittenOtherwise_isTheSame() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      queue.submit();
      assertThat(queue.result(queue.finish())).contains("duration: 0.000000\n");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void duration_isThatOfTheRunAlone() {
    Job job = queue.submit();
    queue.clock.advance(Duration.ofSeconds(5));
    queue.take();
    queue.clock.advance(Duration.ofSeconds(1));

    queue.finish(job);

    assertThat(queue.result(job)).contains("duration: 1.000000\n");
  }
}

package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.Priority.HIGH;
import static synchmess.job.Priority.LOW;
import static synchmess.job.Priority.MEDIUM;
import static synchmess.job.TestJobs.OTHER_USER;
import static synchmess.job.TestJobs.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.waiting.Outcome;

/** A job is submitted, and taken by a worker; the numbers of all. */
class JobsTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  // ----------------------------------------------------------------------------- submitting

  @Test
  void submit_givesIdsFromOne() {
    assertThat(jobs.submit(job().submission(), false)).isEqualTo(1);
    assertThat(jobs.submit(job().submission(), false)).isEqualTo(2);
    assertThat(jobs.ids()).containsExactly(1L, 2L);
  }

  @Test
  void submit_jobIsQueued() {
    Job job = queue.submit(job(LOW).op("copy").of(OTHER_USER));
    queue.clock.advance(Duration.ofSeconds(3));

    assertThat(jobs.list())
        .containsExactly(
            new JobView(
                1, LOW, JobState.QUEUED, "copy", OTHER_USER, 3_000_000_000L, 0, null, null));
    assertThat(jobs.view(job)).isEqualTo(jobs.list().get(0));
    assertThat(queue.result(job)).isEqualTo("id: 1\nop: copy\nstate: queued\n");
  }

  @Test
  void submit_jobQueued_tellsTheCallerNothing() {
    RecordingSubmission submission = job().submission();

    jobs.submit(submission, true);

    assertThat(submission.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(submission.cancel(Errno.EINTR)).isFalse();
    assertThat(jobs.stats().queued()).isEqualTo(1);
  }

  @Test
  void find_unknownId_isNull() {
    assertThat(jobs.find(1)).isNull();
  }

  // -------------------------------------------------------------------------------- running

  @Test
  void take_isByPriorityThenByAge() {
    Job low = queue.submit(LOW);
    Job medium = queue.submit(MEDIUM);
    Job high = queue.submit(HIGH);
    Job highToo = queue.submit(HIGH);

    assertThat(List.of(queue.take(), queue.take(), queue.take(), queue.take()))
        .containsExactly(high, highToo, medium, low);
  }

  @Test
  void take_jobRuns() {
    Job job = queue.submit();

    queue.take();

    assertThat(queue.state(job)).isEqualTo(JobState.RUNNING);
    assertThat(queue.result(job)).isEqualTo("id: 1\nop: test\nstate: running\n");
    assertThat(jobs.stats().running()).isEqualTo(1);
    assertThat(jobs.stats().queued()).isZero();
  }

  // ------------------------------------------------------------------------------- numbers

  @Test
  void stats_countByOperationAndState() {
    queue.submit(job().op("copy"));
    queue.finish();
    queue.submit(job().op("copy"));
    queue.end(queue.take(), JobState.FAILED, JobFailedException.of(Errno.EIO, "/x"));
    jobs.cancel(queue.submit(job().op("stat")));
    queue.submit();

    JobStats stats = jobs.stats();

    assertThat(stats.submitted()).isEqualTo(4);
    assertThat(stats.queued()).isEqualTo(1);
    assertThat(stats.running()).isZero();
    assertThat(stats.finished()).isEqualTo(3);
    assertThat(stats.ended())
        .isEqualTo(
            Map.of(
                "copy", Map.of(JobState.DONE, 1L, JobState.FAILED, 1L),
                "stat", Map.of(JobState.CANCELLED, 1L)));
    assertThat(stats.ended(JobState.DONE)).isEqualTo(1);
  }

  @Test
  void stats_areOfTheirMoment() {
    JobStats before = jobs.stats();
    queue.submit();
    queue.finish();

    assertThat(before.ended()).isEmpty();
  }
}

package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Progress;

/** Queued and running jobs are cancelled. */
class JobCancelTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void cancel_queued_endsAtOnceAndNeverStarts() {
    Job job = queue.submit();

    assertThat(jobs.cancel(job)).isTrue();

    assertThat(queue.state(job)).isEqualTo(JobState.CANCELLED);
    assertThat(queue.result(job))
        .isEqualTo("id: 1\nop: test\nstate: cancelled\nduration: 0.000000\n");
    assertThat(queue.take()).isNull();
    assertThat(jobs.find(job.id())).isSameAs(job);
  }

  @Test
  void cancel_running_tellsTheOperation() throws Exception {
    Job job = queue.submit();
    queue.take();
    job.progress().check();

    assertThat(jobs.cancel(job)).isTrue();

    assertThat(queue.state(job)).isEqualTo(JobState.RUNNING);
    assertThat(job.progress()).satisfies(JobCancelTest::isCancelled);
  }

  private static void isCancelled(Progress progress) {
    assertThatThrownBy(progress::check).isInstanceOf(JobCancelledException.class);
  }

  @Test
  void cancel_ended_changesNothing() {
    queue.submit();
    Job job = queue.finish();

    assertThat(jobs.cancel(job)).isFalse();

    assertThat(queue.state(job)).isEqualTo(JobState.DONE);
    assertThat(jobs.stats().ended(JobState.CANCELLED)).isZero();
  }

  @Test
  void cancel_twice_endsOnce() {
    Job job = queue.submit();

    jobs.cancel(job);
    jobs.cancel(job);

    assertThat(jobs.stats().ended(JobState.CANCELLED)).isEqualTo(1);
  }
}

package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.OTHER_USER;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class UniqueJobTest {
  private static final String WORD = "nightly";

  private final TestJobs queue = TestJobs.withoutWorkers();

  @AfterEach
  void close() {
    queue.close();
  }

  private static TestSpec unique() {
    return job().unique(WORD);
  }

  @Test
  void submit_anotherIsQueued_isRefused() {
    queue.submit(unique());

    assertRefused(Errno.EEXIST, () -> queue.submit(unique()));

    assertThat(queue.jobs.stats().queued()).isEqualTo(1);
    assertThat(queue.jobs.stats().submitted()).isEqualTo(1);
  }

  @Test
  void submit_anotherRuns_isRefused() {
    queue.submit(unique());
    queue.take();

    assertRefused(Errno.EEXIST, () -> queue.submit(unique()));
  }

  @Test
  void submit_theOtherHasEnded_isQueued() {
    queue.submit(unique());
    queue.finish();
    queue.jobs.cancel(queue.submit(unique()));
    queue.jobs.remove(queue.submit(unique()));
    queue.submit(unique());
    queue.jobs.removeAll(TestJobs.USER);

    assertThat(queue.submit(unique())).isNotNull();
  }

  @Test
  void submit_anotherWord_isQueued() {
    queue.submit(unique());

    assertThat(queue.submit(job().unique("weekly"))).isNotNull();
    assertThat(queue.submit(job())).isNotNull();
    assertThat(queue.submit(job())).isNotNull();
  }

  @Test
  void submit_anotherUser_isQueued() {
    queue.submit(unique());

    assertThat(queue.submit(unique().of(OTHER_USER))).isNotNull();
    assertRefused(Errno.EEXIST, () -> queue.submit(unique().of(OTHER_USER)));
  }

  @Test
  void submit_queueIsFull_isRefusedAtOnce() {
    queue.limitQueue(1);
    queue.submit(unique());

    assertRefused(Errno.EEXIST, () -> queue.throttle(unique()));

    assertThat(queue.jobs.stats().throttled()).isZero();
  }

  @Test
  void throttled_anotherCameFirst_isRefusedWhenItsTurnComes() {
    queue.limitQueue(1);
    queue.submit(job());
    RecordingSubmission first = queue.throttle(unique());
    CountingSignal signal = new CountingSignal();
    RecordingSubmission second = queue.throttle(unique().signals(signal));
    RecordingSubmission third = queue.throttle(job());

    queue.take();
    assertThat(first.outcome()).isEqualTo("queued");
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
    queue.take();

    assertThat(second.outcome()).isEqualTo("EEXIST");
    assertThat(third.outcome()).isEqualTo("queued");
    assertThat(signal.closed()).isTrue();
    assertThat(signal.sent()).isZero();
  }

  @Test
  void throttled_theOtherHasEndedMeanwhile_isQueued() {
    queue.limitQueue(1);
    queue.submit(job());
    queue.throttle(unique());
    RecordingSubmission second = queue.throttle(unique());
    queue.take();

    queue.jobs.cancel(queue.jobs.find(2));

    assertThat(second.outcome()).isEqualTo("queued");
    assertRefused(Errno.EEXIST, () -> queue.throttle(unique()));
  }

  @Test
  void refused_leavesTheWordToTheOtherAlone() {
    queue.submit(unique());
    assertRefused(Errno.EEXIST, () -> queue.submit(unique()));
    queue.finish();

    assertThat(queue.submit(unique())).isNotNull();
  }
}

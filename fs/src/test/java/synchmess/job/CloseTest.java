package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.eventually;
import static synchmess.job.TestJobs.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import synchmess.errno.Errno;

/** The end of a job queue, while a job runs. */
@Timeout(120)
class CloseTest {
  private static final long LONG_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final TestJobs queue = TestJobs.withWorkers(1);
  private final Jobs jobs = queue.jobs;
  private final GatedOperation operation = new GatedOperation();
  private Job running;

  @BeforeEach
  void occupy() {
    running = queue.submit(job().runs(operation));
    operation.awaitStart();
  }

  @AfterEach
  void release() {
    operation.open();
    jobs.close();
  }

  private CompletableFuture<Void> awaitEnd(long graceMillis) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            jobs.awaitEnd(graceMillis);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void close_submit_isRefused() {
    jobs.close();

    assertRefused(Errno.ENODEV, queue::submit);
    assertRefused(Errno.ENODEV, queue::throttle);
  }

  @Test
  void close_throttled_getEnodev() {
    queue.limitQueue(0);
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();

    jobs.close();

    assertThat(one.outcome()).isEqualTo("ENODEV");
    assertThat(two.outcome()).isEqualTo("ENODEV");
    assertThat(jobs.stats().throttled()).isZero();
    assertThat(one.cancel(Errno.EINTR)).isFalse();
  }

  @Test
  void close_queued_areCancelledAndNeverStart() {
    GatedOperation next = new GatedOperation();
    Job queued = queue.submit(job().runs(next));

    jobs.close();
    operation.open();

    awaitEnd(LONG_MILLIS).join();
    assertThat(queue.state(queued)).isEqualTo(JobState.CANCELLED);
    assertThat(next.hasStarted()).isFalse();
    assertThat(queue.state(running)).isEqualTo(JobState.DONE);
  }

  @Test
  void close_raisedLimit_letsInNobody() {
    jobs.close();

    queue.work(5);
    queue.limitQueue(5);

    assertThat(queue.workers()).containsExactly("worker-1");
  }

  @Test
  void close_twice_isClosed() {
    jobs.close();
    jobs.close();

    assertRefused(Errno.ENODEV, queue::submit);
  }

  @Test
  void close_workersEnd() {
    Thread worker = operation.awaitStart();
    jobs.close();
    operation.open();

    eventually().until(() -> !worker.isAlive());
    assertThat(queue.workers()).isEmpty();
  }

  @Test
  void close_idleWorkersEnd() {
    operation.open();
    queue.work(4);
    queue.awaitEnd(running);

    jobs.close();

    eventually().until(() -> queue.workers().isEmpty());
  }

  @Test
  void awaitEnd_withinTheGrace_jobIsDone() {
    jobs.close();
    CompletableFuture<Void> end = awaitEnd(LONG_MILLIS);
    assertThat(end).isNotDone();

    operation.open();
    end.join();

    assertThat(queue.state(running)).isEqualTo(JobState.DONE);
  }

  @Test
  void awaitEnd_graceIsOver_jobIsCancelled() {
    CountingSignal signal = new CountingSignal();
    queue.work(2);
    GatedOperation other = new GatedOperation();
    Job second = queue.submit(job().runs(other).signals(signal));
    other.awaitStart();
    jobs.close();

    awaitEnd(1).join();

    assertThat(queue.state(running)).isEqualTo(JobState.CANCELLED);
    assertThat(queue.state(second)).isEqualTo(JobState.CANCELLED);
    eventually().until(() -> signal.sent() == 1);
  }

  @Test
  void awaitEnd_nothingRuns_returnsAtOnce() {
    operation.open();
    queue.awaitEnd(running);
    jobs.close();

    awaitEnd(LONG_MILLIS).join();
  }

  @Test
  void awaitEnd_jobThatDoesNotEnd_isNotWaitedFor() {
    CountDownLatch open = new CountDownLatch(1);
    queue.work(2);
    Job stubborn =
        queue.submit(job().runs(work -> eventually().forever().until(() -> open.getCount() == 0)));
    eventually().until(() -> queue.state(stubborn) == JobState.RUNNING);
    jobs.close();

    awaitEnd(0).join();

    assertThat(queue.state(stubborn)).isEqualTo(JobState.RUNNING);
    open.countDown();
    queue.awaitEnd(stubborn);
  }

  @Test
  void cancel_afterClose_stopsTheRunningJob() {
    jobs.close();

    jobs.cancel(running);

    awaitEnd(LONG_MILLIS).join();
    assertThat(queue.state(running)).isEqualTo(JobState.CANCELLED);
  }
}

package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Outcome;
import synchmess.waiting.Readiness;

/** Whoever waits for the end of a job, or polls for it, is told of it once. */
class EndWaiterTest {
  private static final Readiness ACTIVE = new Readiness(false, false, false);
  private static final Readiness ENDED = new Readiness(true, false, false);
  private static final Readiness GONE = new Readiness(false, false, true);

  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;
  private Job job;

  @BeforeEach
  void submit() {
    job = queue.submit();
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void result_active_parks() {
    RecordingEndWaiter waiter = queue.await(job);
    queue.take();

    assertThat(waiter.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void result_activeByOneWhoCannotWait_isRefused() {
    assertRefused(Errno.EAGAIN, () -> jobs.result(job, new RecordingEndWaiter(), false));
    assertThat(job.waiters).isEmpty();
  }

  @Test
  void result_ended_isGivenAtOnce() {
    queue.finish();
    RecordingEndWaiter waiter = new RecordingEndWaiter();

    assertThat(jobs.result(job, waiter, true)).isSameAs(jobs.result(job));
    assertThat(jobs.result(job, waiter, false)).isSameAs(jobs.result(job));
    assertThat(waiter.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void end_tellsEachWaiterTheResult() {
    RecordingEndWaiter one = queue.await(job);
    RecordingEndWaiter two = queue.await(job);

    queue.finish();

    assertThat(one.outcome()).isEqualTo(queue.result(job)).contains("state: done\n");
    assertThat(two.outcome()).isEqualTo(one.outcome());
    assertThat(job.waiters).isEmpty();
  }

  @Test
  void cancelOrRemove_tellsTheWaiter() {
    RecordingEndWaiter ofCancelled = queue.await(job);
    Job other = queue.submit();
    RecordingEndWaiter ofRemoved = queue.await(other);

    jobs.cancel(job);
    jobs.remove(other);

    assertThat(ofCancelled.outcome()).contains("state: cancelled\n");
    assertThat(ofRemoved.outcome()).contains("state: cancelled\n");
  }

  @Test
  void cancelOfTheWait_endsItAlone() {
    RecordingEndWaiter one = queue.await(job);
    RecordingEndWaiter two = queue.await(job);

    assertThat(one.cancel(Errno.EINTR)).isTrue();
    queue.finish();

    assertThat(one.outcome()).isEqualTo("EINTR");
    assertThat(two.outcome()).contains("state: done\n");
  }

  @Test
  void cancelOfTheWait_jobHasEnded_isTooLate() {
    RecordingEndWaiter waiter = queue.await(job);
    queue.finish();

    assertThat(waiter.cancel(Errno.EINTR)).isFalse();
    assertThat(waiter.outcome()).contains("state: done\n");
  }

  @Test
  void oneWhoCannotBeTold_othersAreToldAllTheSame() {
    EndWaiter broken =
        new EndWaiter() {
          @Override
          protected void ended(byte[] result) {
            throw new IllegalStateException("broken on purpose");
          }

          @Override
          public void failed(Errno why) {}
        };
    jobs.result(job, broken, true);
    RecordingEndWaiter waiter = queue.await(job);

    queue.finish();

    assertThat(waiter.outcome()).contains("state: done\n");
  }

  // -------------------------------------------------------------------------------- polling

  @Test
  void poll_active_isNotReadable() {
    assertThat(jobs.poll(job, null)).isEqualTo(ACTIVE);
  }

  @Test
  void poll_ended_isReadable() {
    CountingWatcher watcher = new CountingWatcher();
    queue.finish();

    assertThat(jobs.poll(job, watcher)).isEqualTo(ENDED);
    assertThat(watcher.told()).isZero();
    assertThat(jobs.unwatch(job, watcher)).isFalse();
  }

  @Test
  void end_tellsEachWatcherOnce() {
    CountingWatcher one = queue.watch(job);
    CountingWatcher two = queue.watch(job);
    jobs.poll(job, one);
    queue.take();
    assertThat(one.told()).isZero();

    queue.finish(job);
    jobs.remove(job);

    assertThat(one.told()).isEqualTo(1);
    assertThat(two.told()).isEqualTo(1);
  }

  @Test
  void unwatch_isNotTold() {
    CountingWatcher watcher = queue.watch(job);

    assertThat(jobs.unwatch(job, watcher)).isTrue();
    assertThat(jobs.unwatch(job, watcher)).isFalse();
    queue.finish();

    assertThat(watcher.told()).isZero();
  }

  @Test
  void watcher_whenTold_findsTheResult() {
    StringBuilder seen = new StringBuilder();
    jobs.poll(job, () -> seen.append(jobs.poll(job, null)));

    queue.finish();

    assertThat(seen).hasToString(ENDED.toString());
  }

  // ------------------------------------------------------------------------------------ end

  @Test
  void close_running_waitersGetEnodevAndWatchersAreTold() {
    queue.take();
    RecordingEndWaiter waiter = queue.await(job);
    CountingWatcher watcher = queue.watch(job);

    jobs.close();

    assertThat(waiter.outcome()).isEqualTo("ENODEV");
    assertThat(watcher.told()).isEqualTo(1);
    assertThat(jobs.poll(job, null)).isEqualTo(GONE);
    assertRefused(Errno.ENODEV, () -> queue.await(job));
    queue.finish(job);
    assertThat(watcher.told()).isEqualTo(1);
    assertThat(jobs.poll(job, null)).isEqualTo(ENDED);
  }

  @Test
  void close_queued_waitersGetTheResultAndWatchersAreTold() {
    RecordingEndWaiter waiter = queue.await(job);
    CountingWatcher watcher = queue.watch(job);

    jobs.close();

    assertThat(waiter.outcome()).contains("state: cancelled\n");
    assertThat(watcher.told()).isEqualTo(1);
  }
}

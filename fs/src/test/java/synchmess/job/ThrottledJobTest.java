package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.eventually;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class ThrottledJobTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;
  private Job first;

  @BeforeEach
  void fill() {
    queue.limitQueue(2);
    first = queue.submit();
    queue.submit();
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void submit_full_parks() {
    RecordingSubmission submission = queue.throttle();

    assertThat(submission.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(jobs.stats().throttled()).isEqualTo(1);
    assertThat(jobs.stats().queued()).isEqualTo(2);
    assertThat(jobs.stats().submitted()).isEqualTo(2);
  }

  @Test
  void submit_fullByOneWhoCannotWait_isRefused() {
    assertRefused(Errno.EAGAIN, queue::submit);
    assertThat(jobs.stats().queued()).isEqualTo(2);
  }

  @Test
  void submit_fullWhereNobodyCanBeThrottled_isRefused() {
    try (TestJobs other = TestJobs.withoutThrottling()) {
      other.limitQueue(1);
      other.submit();

      assertRefused(Errno.EAGAIN, other::throttle);
      assertThat(other.jobs.stats().throttled()).isZero();
    }
  }

  @Test
  void submit_runningJobsTakeNoRoom() {
    queue.take();

    assertThat(queue.throttle().outcome()).isEqualTo("queued");
  }

  @Test
  void maxThrottled_reached_theNextIsRefused() {
    queue.limits.setMaxThrottled(2);
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();

    assertRefused(Errno.ENOSPC, queue::throttle);

    assertThat(one.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(two.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(jobs.stats().throttled()).isEqualTo(2);
  }

  @Test
  void maxThrottled_reachedByOneWhoCannotWait_isEagain() {
    queue.limits.setMaxThrottled(0);

    assertRefused(Errno.EAGAIN, queue::submit);
    assertRefused(Errno.ENOSPC, queue::throttle);
  }

  @Test
  void maxThrottled_oneGivesUp_anotherMayWait() {
    queue.limits.setMaxThrottled(1);
    queue.throttle().cancel(Errno.EINTR);

    assertThat(queue.throttle().outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void maxThrottled_lowered_dropsNobody() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();
    queue.limits.setMaxThrottled(0);
    jobs.limitsChanged();

    queue.take();
    queue.take();

    assertThat(one.outcome()).isEqualTo("queued");
    assertThat(two.outcome()).isEqualTo("queued");
  }

  @Test
  void take_makesRoom_letsInTheFirst() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();

    queue.take();

    assertThat(one.outcome()).isEqualTo("queued");
    assertThat(one.id()).isEqualTo(3);
    assertThat(two.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(jobs.stats().throttled()).isEqualTo(1);
    assertThat(jobs.stats().queued()).isEqualTo(2);
  }

  @Test
  void letIn_isByAgeWhateverThePriority() {
    RecordingSubmission low = queue.throttle(job(Priority.LOW));
    RecordingSubmission high = queue.throttle(job(Priority.HIGH));

    queue.take();

    assertThat(low.outcome()).isEqualTo("queued");
    assertThat(high.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void remove_makesRoom() {
    RecordingSubmission submission = queue.throttle();

    jobs.remove(first);

    assertThat(submission.outcome()).isEqualTo("queued");
  }

  @Test
  void cancelOfAJob_makesRoom() {
    RecordingSubmission submission = queue.throttle();

    jobs.cancel(first);

    assertThat(submission.outcome()).isEqualTo("queued");
  }

  @Test
  void removeAll_makesRoomAndSparesThoseWhoAreLetIn() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();
    RecordingSubmission three = queue.throttle();

    assertThat(jobs.removeAll(TestJobs.USER)).isEqualTo(2);

    assertThat(one.outcome()).isEqualTo("queued");
    assertThat(two.outcome()).isEqualTo("queued");
    assertThat(three.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(jobs.ids()).containsExactly(3L, 4L);
  }

  @Test
  void maxQueued_raised_letsInAsManyAsFit() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();
    RecordingSubmission three = queue.throttle();

    queue.limitQueue(4);

    assertThat(one.id()).isEqualTo(3);
    assertThat(two.id()).isEqualTo(4);
    assertThat(three.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void maxQueued_lowered_dropsNothingAndLetsInNobodyUntilThereIsRoom() {
    RecordingSubmission submission = queue.throttle();
    queue.limitQueue(1);

    queue.take();
    assertThat(submission.outcome()).isEqualTo(Outcome.WAITING);
    queue.take();

    assertThat(submission.outcome()).isEqualTo("queued");
  }

  @Test
  void maxQueued_raisedButNotToldYet_nobodyOvertakes() {
    RecordingSubmission waiting = queue.throttle();
    queue.limits.setMaxQueued(9);

    assertRefused(Errno.EAGAIN, queue::submit);
    assertThat(queue.throttle().outcome()).isEqualTo(Outcome.WAITING);
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void cancel_throttled_queuesNothing() {
    RecordingSubmission submission = queue.throttle();

    assertThat(submission.cancel(Errno.EINTR)).isTrue();

    assertThat(submission.outcome()).isEqualTo("EINTR");
    assertThat(jobs.stats().throttled()).isZero();
    queue.take();
    queue.take();
    assertThat(queue.take()).isNull();
    assertThat(jobs.stats().submitted()).isEqualTo(2);
  }

  @Test
  void cancel_twice_isTooLate() {
    RecordingSubmission submission = queue.throttle();
    submission.cancel(Errno.EINTR);

    assertThat(submission.cancel(Errno.EINTR)).isFalse();
  }

  @Test
  void cancel_queued_isTooLate() {
    RecordingSubmission submission = queue.throttle();
    queue.take();

    assertThat(submission.cancel(Errno.EINTR)).isFalse();
    assertThat(submission.outcome()).isEqualTo("queued");
    assertThat(jobs.find(submission.id())).isNotNull();
  }

  @Test
  void cancel_inTheMiddle_keepsTheOthersInOrder() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();
    RecordingSubmission three = queue.throttle();
    two.cancel(Errno.EINTR);

    queue.take();
    queue.take();

    assertThat(one.id()).isEqualTo(3);
    assertThat(three.id()).isEqualTo(4);
  }

  @Test
  void letInByAWorker_runs() {
    RecordingSubmission one = queue.throttle();
    RecordingSubmission two = queue.throttle();

    queue.work(1);

    eventually().until(() -> jobs.stats().ended(JobState.DONE), done -> done == 4);
    assertThat(one.outcome()).isEqualTo("queued");
    assertThat(two.outcome()).isEqualTo("queued");
  }
}

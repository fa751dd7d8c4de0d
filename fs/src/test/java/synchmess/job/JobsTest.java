package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.Priority.HIGH;
import static synchmess.job.Priority.LOW;
import static synchmess.job.Priority.MEDIUM;
import static synchmess.job.TestJobs.OTHER_USER;
import static synchmess.job.TestJobs.USER;
import static synchmess.job.TestJobs.job;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Progress;
import synchmess.waiting.Outcome;

class JobsTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  private List<Long> listed() {
    return jobs.list().stream().map(JobView::id).toList();
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

  // -------------------------------------------------------------------------------- keeping

  @Test
  void keepFinished_passed_forgetsTheOldest() {
    queue.keep(2);
    for (int i = 0; i < 3; i++) {
      queue.submit();
      queue.finish();
    }

    assertThat(jobs.ids()).containsExactly(2L, 3L);
    assertThat(jobs.find(1)).isNull();
    assertThat(jobs.stats().finished()).isEqualTo(2);
  }

  @Test
  void keepFinished_oldestIsTheFirstToEnd() {
    queue.keep(1);
    Job first = queue.submit();
    Job second = queue.submit();
    queue.take();
    queue.take();

    queue.finish(second);
    queue.finish(first);

    assertThat(jobs.ids()).containsExactly(first.id());
  }

  @Test
  void keepFinished_forgetsNoActiveJob() {
    queue.keep(0);
    Job running = queue.submit();
    queue.submit();
    queue.take();

    assertThat(jobs.ids()).containsExactly(1L, 2L);
    queue.finish(running);
    assertThat(jobs.ids()).containsExactly(2L);
  }

  @Test
  void keepFinished_lowered_forgetsAtOnce() {
    for (int i = 0; i < 3; i++) {
      queue.submit();
      queue.finish();
    }

    queue.keep(1);

    assertThat(jobs.ids()).containsExactly(3L);
  }

  @Test
  void forgottenJob_ofOneWhoHasIt_resultIsReadable() {
    queue.keep(0);
    queue.submit();

    Job job = queue.finish();

    assertThat(queue.result(job)).contains("state: done\n");
    assertThat(queue.await(job).outcome()).contains("state: done\n");
  }

  // ----------------------------------------------------------------------------- priority

  @Test
  void setPriority_goesBehindThoseOfTheNewOne() {
    Job low = queue.submit(LOW);
    Job high = queue.submit(HIGH);

    jobs.setPriority(low, HIGH);

    assertThat(jobs.view(low).priority()).isEqualTo(HIGH);
    assertThat(queue.take()).isSameAs(high);
    assertThat(queue.take()).isSameAs(low);
  }

  @Test
  void setPriority_changedAndBack_losesItsTurn() {
    Job first = queue.submit(LOW);
    Job second = queue.submit(LOW);

    jobs.setPriority(first, HIGH);
    jobs.setPriority(first, LOW);

    assertThat(queue.take()).isSameAs(second);
    assertThat(queue.take()).isSameAs(first);
  }

  @Test
  void setPriority_theOneItHas_keepsItsTurn() {
    Job first = queue.submit(LOW);
    queue.submit(LOW);

    jobs.setPriority(first, LOW);

    assertThat(queue.take()).isSameAs(first);
  }

  @Test
  void setPriority_running_isRefused() {
    Job job = queue.submit(LOW);
    queue.take();

    assertRefused(Errno.EBUSY, () -> jobs.setPriority(job, HIGH));

    assertThat(jobs.view(job).priority()).isEqualTo(LOW);
    assertThat(jobs.stats().queued()).isZero();
  }

  @Test
  void setPriority_endedOrRemoved_isRefused() {
    Job removed = queue.submit();
    jobs.remove(removed);
    queue.submit();
    Job done = queue.finish();

    assertRefused(Errno.EBUSY, () -> jobs.setPriority(removed, HIGH));
    assertRefused(Errno.EBUSY, () -> jobs.setPriority(done, HIGH));
    assertThat(queue.take()).isNull();
  }

  // ----------------------------------------------------------------------------- cancelling

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
    assertThat(job.progress()).satisfies(JobsTest::isCancelled);
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

  // ------------------------------------------------------------------------------- removing

  @Test
  void remove_queued_isForgottenAndNeverStarts() {
    Job job = queue.submit();

    jobs.remove(job);

    assertThat(jobs.find(job.id())).isNull();
    assertThat(listed()).isEmpty();
    assertThat(jobs.stats().finished()).isZero();
    assertThat(queue.state(job)).isEqualTo(JobState.CANCELLED);
    assertThat(queue.take()).isNull();
  }

  @Test
  void remove_running_isRefused() {
    Job job = queue.submit();
    queue.take();

    assertRefused(Errno.EBUSY, () -> jobs.remove(job));

    assertThat(listed()).containsExactly(job.id());
  }

  @Test
  void remove_ended_isForgotten() {
    queue.submit();
    Job job = queue.finish();

    jobs.remove(job);

    assertThat(listed()).isEmpty();
    assertThat(jobs.stats().finished()).isZero();
    assertThat(jobs.stats().ended(JobState.DONE)).isEqualTo(1);
  }

  @Test
  void remove_twice_isRefused() {
    Job job = queue.submit();
    jobs.remove(job);

    assertRefused(Errno.ENOENT, () -> jobs.remove(job));
  }

  @Test
  void remove_forgotten_isRefused() {
    queue.keep(0);
    queue.submit();
    Job job = queue.finish();

    assertRefused(Errno.ENOENT, () -> jobs.remove(job));
  }

  @Test
  void remove_queued_costsNoResultThatIsKept() {
    queue.keep(1);
    queue.submit();
    Job done = queue.finish();

    jobs.remove(queue.submit());

    assertThat(listed()).containsExactly(done.id());
  }

  @Test
  void removeAll_forgetsTheQueuedJobsOfThatUserAlone() {
    queue.submit();
    Job done = queue.finish();
    Job running = queue.submit();
    queue.take();
    Job queued = queue.submit();
    Job others = queue.submit(job().of(OTHER_USER));
    queue.submit();

    assertThat(jobs.removeAll(USER)).isEqualTo(2);

    assertThat(listed()).containsExactly(done.id(), running.id(), others.id());
    assertThat(queue.state(queued)).isEqualTo(JobState.CANCELLED);
    assertThat(queue.take()).isSameAs(others);
    assertThat(queue.take()).isNull();
    assertThat(jobs.removeAll(USER)).isZero();
  }

  @Test
  void removeAll_costsNoResultThatIsKept() {
    queue.keep(1);
    queue.submit();
    Job done = queue.finish();
    queue.submit();
    queue.submit();

    jobs.removeAll(USER);

    assertThat(listed()).containsExactly(done.id());
  }

  @Test
  void removeAll_tellsEachOne() {
    CountingSignal signal = new CountingSignal();
    Job job = queue.submit(job().signals(signal));
    RecordingEndWaiter waiter = queue.await(job);

    jobs.removeAll(USER);

    assertThat(signal.sent()).isEqualTo(1);
    assertThat(waiter.outcome()).contains("state: cancelled\n");
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

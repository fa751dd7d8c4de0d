package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** A job's signal is sent once when the job ends, and the process is let go of whatever happens. */
class NoticeTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final CountingSignal signal = new CountingSignal();

  @AfterEach
  void close() {
    queue.close();
  }

  private TestSpec signalling() {
    return job().signals(signal);
  }

  private void assertSentOnce() {
    assertThat(signal.sent()).isEqualTo(1);
    assertThat(signal.sentLate()).isFalse();
    assertThat(signal.closed()).isTrue();
  }

  private void assertNeverSent() {
    assertThat(signal.sent()).isZero();
    assertThat(signal.closed()).isTrue();
  }

  @Test
  void active_isKept() {
    queue.submit(signalling());
    queue.take();

    assertThat(signal.sent()).isZero();
    assertThat(signal.closed()).isFalse();
  }

  @Test
  void done_isSentOnce() {
    queue.submit(signalling());
    Job job = queue.finish();
    queue.jobs.cancel(job);
    queue.jobs.remove(job);

    assertSentOnce();
  }

  @Test
  void failed_isSentOnce() {
    queue.submit(signalling());
    queue.end(queue.take(), JobState.FAILED, JobFailedException.of(Errno.EIO, "/x"));

    assertSentOnce();
  }

  @Test
  void cancelled_isSentOnce() {
    Job job = queue.submit(signalling());
    queue.jobs.cancel(job);
    queue.jobs.cancel(job);

    assertSentOnce();
  }

  @Test
  void removed_isSentOnce() {
    queue.jobs.remove(queue.submit(signalling()));

    assertSentOnce();
  }

  @Test
  void forgottenAtOnce_isSentOnce() {
    queue.keep(0);
    queue.submit(signalling());
    queue.finish();

    assertSentOnce();
  }

  @Test
  void closedWhileQueued_isSentOnce() {
    queue.submit(signalling());
    queue.jobs.close();

    assertSentOnce();
  }

  @Test
  void closedWhileRunning_isSentWhenItEnds() {
    queue.submit(signalling());
    Job job = queue.take();
    queue.jobs.close();
    assertThat(signal.sent()).isZero();

    queue.finish(job);

    assertSentOnce();
  }

  @Test
  void refusedAsFull_isLetGoOf() {
    queue.limitQueue(0);
    assertRefused(Errno.EAGAIN, () -> queue.submit(signalling()));

    assertNeverSent();
  }

  @Test
  void refusedAsTooManyWait_isLetGoOf() {
    queue.limitQueue(0);
    queue.limits.setMaxThrottled(0);
    assertRefused(Errno.ENOSPC, () -> queue.throttle(signalling()));

    assertNeverSent();
  }

  @Test
  void refusedAsNotUnique_isLetGoOf() {
    queue.submit(job().unique("nightly"));
    assertRefused(Errno.EEXIST, () -> queue.submit(signalling().unique("nightly")));

    assertNeverSent();
  }

  @Test
  void refusedAsClosed_isLetGoOf() {
    queue.jobs.close();
    assertRefused(Errno.ENODEV, () -> queue.submit(signalling()));

    assertNeverSent();
  }

  @Test
  void throttledAndInterrupted_isLetGoOf() {
    queue.limitQueue(0);
    queue.throttle(signalling()).cancel(Errno.EINTR);

    assertNeverSent();
  }

  @Test
  void throttledAndClosed_isLetGoOf() {
    queue.limitQueue(0);
    queue.throttle(signalling());
    assertThat(signal.closed()).isFalse();
    queue.jobs.close();

    assertNeverSent();
  }

  @Test
  void throttledAndLetIn_isSentOnce() {
    queue.limitQueue(0);
    queue.throttle(signalling());
    queue.limitQueue(1);
    queue.finish();

    assertSentOnce();
  }

  @Test
  void tell_signalCannotBeSent_isLetGoOf() {
    boolean[] closed = new boolean[1];
    Submitter.Signal broken =
        new Submitter.Signal() {
          @Override
          public boolean send() {
            throw new IllegalStateException("broken");
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThatThrownBy(() -> new Notice(null, broken).tell(new byte[0], new byte[0], 0, null))
        .isInstanceOf(IllegalStateException.class);

    assertThat(closed[0]).isTrue();
  }

  @Test
  void tell_callbackCannotBeSent_signalIsSentAllTheSame() {
    Callback broken = new Callback(null);

    assertThatThrownBy(() -> new Notice(broken, signal).tell(new byte[0], new byte[0], 0, null))
        .isInstanceOf(NullPointerException.class);

    assertSentOnce();
  }
}

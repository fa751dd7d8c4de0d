package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.TestJobs.OTHER_USER;
import static synchmess.job.TestJobs.USER;
import static synchmess.job.TestJobs.job;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

/** Jobs are forgotten because somebody says so. */
class JobRemovalTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

  private List<Long> listed() {
    return jobs.list().stream().map(JobView::id).toList();
  }

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
}

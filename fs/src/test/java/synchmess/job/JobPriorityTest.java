package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;
import static synchmess.job.Priority.HIGH;
import static synchmess.job.Priority.LOW;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;

/** The priority of a queued job changes. */
class JobPriorityTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

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
}

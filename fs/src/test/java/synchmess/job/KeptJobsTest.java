package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.job;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Finished jobs are kept for readers of their results, within limits. */
class KeptJobsTest {
  private final TestJobs queue = TestJobs.withoutWorkers();
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() {
    queue.close();
  }

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
}

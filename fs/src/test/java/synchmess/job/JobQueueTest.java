package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.Priority.HIGH;
import static synchmess.job.Priority.LOW;
import static synchmess.job.Priority.MEDIUM;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final int MANY = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Of this thread, whatever other processes do meanwhile. */
  private static void assertTakesSeconds(Runnable operations) {
    long before = THREADS.getCurrentThreadCpuTime();
    operations.run();
    long took = THREADS.getCurrentThreadCpuTime() - before;
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(20));
  }

  private final JobQueue queue = new JobQueue(uid -> true);
  private final HandClock clock = new HandClock();
  private long lastId;

  private Job add(Priority priority) {
    RecordingSubmission submission = TestJobs.job(priority).submission();
    Job job = new Job(++lastId, submission, clock);
    queue.add(job, priority);
    return job;
  }

  private List<Job> drain() {
    List<Job> jobs = new ArrayList<>();
    for (Job job = queue.poll(); job != null; job = queue.poll()) {
      jobs.add(job);
    }
    return jobs;
  }

  @Test
  void poll_empty_isNull() {
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
  }

  @Test
  void poll_onePriority_firstComeFirstServed() {
    Job first = add(MEDIUM);
    Job second = add(MEDIUM);
    Job third = add(MEDIUM);

    assertThat(drain()).containsExactly(first, second, third);
  }

  @Test
  void poll_higherPriorityCameLater_isServedFirst() {
    Job low = add(LOW);
    Job medium = add(MEDIUM);
    Job high = add(HIGH);
    Job highToo = add(HIGH);

    assertThat(drain()).containsExactly(high, highToo, medium, low);
  }

  @Test
  void size_countsAllPriorities() {
    add(LOW);
    add(MEDIUM);
    add(HIGH);
    assertThat(queue.size()).isEqualTo(3);

    queue.poll();
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void add_queuedAlready_changesNothing() {
    Job first = add(LOW);
    Job second = add(LOW);

    queue.add(first, LOW);

    assertThat(queue.size()).isEqualTo(2);
    assertThat(drain()).containsExactly(first, second);
  }

  @Test
  void remove_inTheMiddle_leavesTheOthersInOrder() {
    Job first = add(LOW);
    Job second = add(LOW);
    Job third = add(LOW);

    assertThat(queue.remove(second, LOW)).isTrue();

    assertThat(queue.size()).isEqualTo(2);
    assertThat(drain()).containsExactly(first, third);
  }

  @Test
  void remove_notQueued_changesNothing() {
    Job job = add(LOW);

    assertThat(queue.remove(job, HIGH)).isFalse();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.remove(job, LOW)).isTrue();
    assertThat(queue.remove(job, LOW)).isFalse();
    assertThat(queue.size()).isZero();
  }

  @Test
  void addAgain_afterRemoval_goesToTheEnd() {
    Job first = add(LOW);
    Job second = add(LOW);
    queue.remove(first, LOW);

    queue.add(first, LOW);

    assertThat(drain()).containsExactly(second, first);
  }

  /** A queue that walked along its jobs would need billions of steps. */
  @Test
  void many_anyOperation_takesNoLongerThanOnFew() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      jobs.add(add(LOW));
    }
    Collections.shuffle(jobs, new Random(1));
    assertTakesSeconds(
        () -> {
          for (int round = 0; round < 10; round++) {
            turnOver(jobs);
          }
        });

    assertThat(drain()).isEqualTo(jobs);
  }

  private void turnOver(List<Job> jobs) {
    for (Job job : jobs) {
      assertThat(queue.remove(job, LOW)).isTrue();
      queue.add(job, LOW);
    }
    for (int i = 0; i < MANY; i++) {
      queue.add(queue.poll(), LOW);
    }
  }

  /** Likewise, with all that is kept of a job beside the queue. */
  @Test
  void manyJobs_anyOperation_takesNoLongerThanOnFew() {
    assertTakesSeconds(JobQueueTest::operateOnMany);
  }

  private static void operateOnMany() {
    try (TestJobs many = TestJobs.withoutWorkers()) {
      many.limitQueue(MANY);
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        jobs.add(many.submit(LOW));
      }
      Collections.shuffle(jobs, new Random(1));
      jobs.forEach(job -> many.jobs.setPriority(job, HIGH));
      jobs.subList(0, MANY / 4).forEach(many.jobs::cancel);
      jobs.subList(MANY / 4, MANY / 2).forEach(many.jobs::remove);
      jobs.subList(MANY / 2, MANY / 4 * 3).forEach(job -> assertThat(many.finish()).isSameAs(job));
      assertThat(many.jobs.list()).hasSize(MANY / 4 + many.limits.keepFinished());

      assertThat(many.jobs.removeAll(TestJobs.USER)).isEqualTo(MANY / 4);

      assertThat(many.jobs.stats().queued()).isZero();
    }
  }
}

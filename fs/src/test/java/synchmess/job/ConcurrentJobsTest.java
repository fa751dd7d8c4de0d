package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** Many threads on one job queue, each on a random walk of its own. */
@Timeout(120)
class ConcurrentJobsTest {
  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final int THREADS = 4;
  private static final int STEPS = 10_000;
  private static final int SOME = 50;
  private static final int USERS = 4;

  /** How long a job takes, so that others run meanwhile. */
  private static final long MOMENT_NANOS = 10_000;

  /** Of each user but the owner. */
  private static final int MAX_RUNNING = 1;

  private final TestJobs queue = TestJobs.withWorkers(2);
  private final Jobs jobs = queue.jobs;

  /** How many run of each user, and how many did at most. */
  private final Map<Integer, AtomicInteger> running = new ConcurrentHashMap<>();

  private final Map<Integer, Integer> mostRunning = new ConcurrentHashMap<>();

  /** All that was ever submitted. */
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void limitRunning() {
    queue.limits.setMaxRunningPerUser(MAX_RUNNING);
    jobs.limitsChanged();
  }

  @AfterEach
  void close() throws InterruptedException {
    queue.close();
    jobs.awaitEnd(0);
  }

  private AtomicInteger runningOf(int uid) {
    return running.computeIfAbsent(uid, user -> new AtomicInteger());
  }

  /** A submission, and what became of it. */
  private final class Attempt {
    final AtomicInteger runs = new AtomicInteger();
    final CountingSignal signal = new CountingSignal();
    final RecordingSubmission submission;
    volatile Job job;

    Attempt(int uid, Priority priority, String unique) {
      submission =
          TestJobs.job(priority)
              .of(uid)
              .unique(unique)
              .runs(work -> run(uid))
              .signals(signal)
              .submission();
      attempts.add(this);
    }

    private void run(int uid) {
      runs.incrementAndGet();
      int now = runningOf(uid).incrementAndGet();
      mostRunning.merge(uid, now, Math::max);
      LockSupport.parkNanos(MOMENT_NANOS);
      runningOf(uid).decrementAndGet();
    }

    void submit(boolean mayWait) {
      try {
        long id = jobs.submit(submission, mayWait);
        if (id != 0) {
          submission.queued(id);
        }
      } catch (ErrnoException e) {
        submission.refused(e.errno());
      }
    }

    /** The job, once it is queued; null also when it is forgotten. */
    Job find() {
      if (job == null && submission.id() != 0) {
        job = jobs.find(submission.id());
      }
      return job;
    }

    /** It ended in one way, and all that belongs to it happened once. */
    void check() {
      boolean queued = submission.outcome().equals("queued");
      assertThat(submission.outcome()).isIn("queued", "EAGAIN", "ENOSPC", "EINTR", "EEXIST");
      assertThat(runs.get()).isLessThanOrEqualTo(queued ? 1 : 0);
      assertThat(signal.sent()).isEqualTo(queued ? 1 : 0);
      assertThat(signal.closed()).isTrue();
      assertThat(signal.sentLate()).isFalse();
      if (job != null) {
        JobState state = queue.state(job);
        assertThat(state).isIn(JobState.DONE, JobState.CANCELLED);
        assertThat(runs.get()).as("runs of " + state).isEqualTo(state == JobState.DONE ? 1 : 0);
      }
    }
  }

  // --------------------------------------------------------------------------------- walking

  private final class Walk {
    private final Random random;
    private final List<Attempt> own = new ArrayList<>();

    Walk(long seed) {
      random = new Random(seed);
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
    }

    private void step() {
      int choice = random.nextInt(100);
      if (choice < 50 || own.isEmpty()) {
        submit();
      } else if (choice < 95) {
        use(any(own), choice);
      } else if (choice < 98) {
        queue.work(random.nextInt(5));
      } else {
        queue.limits.setMaxThrottled(random.nextInt(10));
        queue.limits.setKeepFinished(random.nextInt(100));
        queue.limits.setMaxQueuedPerUser(1 + random.nextInt(10));
        queue.limits.setMaxRunningPerUser(random.nextInt(MAX_RUNNING + 1));
        queue.limitQueue(1 + random.nextInt(20));
      }
    }

    private void submit() {
      String unique = random.nextInt(5) == 0 ? "word" + random.nextInt(3) : null;
      Attempt attempt = new Attempt(TestJobs.USER + random.nextInt(USERS), any(PRIORITIES), unique);
      attempt.submit(random.nextBoolean());
      own.add(attempt);
      if (own.size() > SOME) {
        own.remove(0);
      }
    }

    private void use(Attempt attempt, int choice) {
      Job job = attempt.find();
      if (job == null) {
        attempt.submission.cancel(Errno.EINTR);
      } else if (choice < 65) {
        unlessRefused(() -> jobs.setPriority(job, any(PRIORITIES)));
      } else if (choice < 80) {
        jobs.cancel(job);
      } else {
        unlessRefused(() -> jobs.remove(job));
      }
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }

  private static void unlessRefused(Runnable operation) {
    try {
      operation.run();
    } catch (ErrnoException refused) {
      assertThat(refused.errno()).isIn(Errno.EBUSY, Errno.ENOENT, Errno.ENOSPC);
    }
  }

  @Test
  void jobs_onRandomWalksOfManyThreads_nothingRunsTwiceAndNothingIsForgotten() {
    inThreads(seed -> new Walk(seed).run());
    queue.limits.setMaxRunningPerUser(MAX_RUNNING);
    queue.limitQueue(Integer.MAX_VALUE);
    queue.work(2);
    eventually().atMost(Duration.ofSeconds(30)).until(this::isQuiet);

    assertThat(jobs.stats().throttled()).isZero();
    mostRunning.remove(TestJobs.USER);
    assertThat(mostRunning.values()).allMatch(most -> most <= MAX_RUNNING);
    attempts.forEach(Attempt::check);
    long queued = attempts.stream().filter(each -> each.submission.id() != 0).count();
    assertThat(jobs.stats().submitted()).isEqualTo(queued);
    assertThat(jobs.stats().ended(JobState.DONE)).isEqualTo(runs());
    assertThat(jobs.stats().ended(JobState.CANCELLED)).isEqualTo(queued - runs());
  }

  private boolean isQuiet() {
    JobStats stats = jobs.stats();
    long told = attempts.stream().mapToLong(each -> each.signal.sent()).sum();
    return stats.queued() == 0 && stats.running() == 0 && told == stats.submitted();
  }

  private long runs() {
    return attempts.stream().mapToLong(each -> each.runs.get()).sum();
  }

  @Test
  void manyWorkers_jobsOfAFewUsers_noneHasMoreRunningThanHeMay() {
    queue.work(4);
    queue.limits.setMaxQueuedPerUser(SOME);
    queue.limitQueue(USERS * SOME);
    for (int i = 0; i < USERS * SOME; i++) {
      new Attempt(TestJobs.OTHER_USER + i % 2, Priority.LOW, null).submit(false);
    }
    eventually().until(this::isQuiet);

    assertThat(mostRunning.values()).containsOnly(MAX_RUNNING);
  }

  // ----------------------------------------------------------------------------------- order

  @Test
  void oneWorker_manySubmitters_runsEachPriorityInOrder() {
    queue.work(1);
    eventually().until(() -> jobs.stats().workers() == 1);
    Queue<RecordingSubmission> started = new ConcurrentLinkedQueue<>();
    inThreads(
        seed -> {
          Random random = new Random(seed);
          for (int i = 0; i < STEPS; i++) {
            submit(PRIORITIES.get(random.nextInt(PRIORITIES.size())), started);
          }
        });
    eventually().until(() -> jobs.stats().queued() == 0 && jobs.stats().running() == 0);

    assertThat(started).hasSize((int) jobs.stats().submitted());
    for (Priority priority : PRIORITIES) {
      assertThat(started)
          .filteredOn(each -> each.spec.priority() == priority)
          .extracting(RecordingSubmission::id)
          .isSortedAccordingTo(Comparator.naturalOrder());
    }
  }

  /** Submits a job that notes when it runs. */
  private void submit(Priority priority, Queue<RecordingSubmission> started) {
    AtomicReference<RecordingSubmission> self = new AtomicReference<>();
    self.set(TestJobs.job(priority).runs(work -> started.add(self.get())).submission());
    unlessRefused(
        () -> {
          long id = jobs.submit(self.get(), true);
          if (id != 0) {
            self.get().queued(id);
          }
        });
  }

  private static void inThreads(LongConsumer walk) {
    CompletableFuture.allOf(
            LongStream.range(0, THREADS)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> walk.accept(seed)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }
}

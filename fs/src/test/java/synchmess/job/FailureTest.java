package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.job.TestJobs.eventually;
import static synchmess.job.TestJobs.job;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;
import synchmess.job.work.Task;
import synchmess.owner.Owner;
import synchmess.waiting.Clock;
import synchmess.waiting.CountingWatcher;
import synchmess.waiting.Outcome;

/** Whatever is thrown at whatever step, the job ends, who waits is told, and the worker goes on. */
@Timeout(120)
class FailureTest {
  private final BrokenClock clock = new BrokenClock();
  private final JobLimits limits = new JobLimits(true, TestJobs.USER);
  private Jobs jobs;

  /** Throws so often, from a call that is so many calls away. */
  private static final class BrokenClock implements Clock {
    private final HandClock still = new HandClock();
    final AtomicInteger callsBefore = new AtomicInteger(Integer.MAX_VALUE);
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public long nanos() {
      if (callsBefore.getAndDecrement() <= 0 && failures.getAndDecrement() > 0) {
        throw new OutOfMemoryError("as if");
      }
      return still.nanos();
    }

    @Override
    public long wallMillis() {
      return still.wallMillis();
    }

    @Override
    public Alarm after(long delayNanos, Runnable action) {
      return still.after(delayNanos, action);
    }
  }

  private Jobs start(Machine machine) {
    limits.setWorkers(1);
    jobs = new Jobs(limits, machine, clock);
    return jobs;
  }

  @AfterEach
  void close() throws InterruptedException {
    clock.failures.set(0);
    jobs.close();
    jobs.awaitEnd(0);
  }

  private Job submit(TestSpec spec) {
    return jobs.find(jobs.submit(spec.submission(), true));
  }

  private void awaitEnd(Job job) {
    eventually().until(() -> jobs.view(job).state().isEnd());
  }

  /** The only worker is there, and does the next job. */
  private void assertGoesOn() {
    Job next = submit(job());
    awaitEnd(next);
    assertThat(jobs.view(next).state()).isEqualTo(JobState.DONE);
    eventually().until(() -> jobs.stats().running() == 0);
    assertThat(jobs.workers()).containsExactly(Map.entry("worker-1", 0L));
    assertThat(jobs.stats().idle()).isEqualTo(1);
  }

  private String result(Job job) {
    return new String(jobs.result(job), UTF_8);
  }

  static Stream<Supplier<Throwable>> throwables() {
    return Stream.of(
        () -> new OutOfMemoryError("as if"),
        () -> new StackOverflowError("as if"),
        () -> new LinkageError("as if"),
        () -> new IllegalStateException("as if"),
        Untellable::new);
  }

  /** Even to tell of it fails. */
  private static final class Untellable extends Error {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new OutOfMemoryError("while it is told");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void operation_throws_jobFailsAndTheWorkerGoesOn(Supplier<Throwable> thrown) {
    start(new NoMachine());
    Job job =
        submit(
            job()
                .runs(
                    work -> {
                      throw FailureTest.<RuntimeException>raise(thrown.get());
                    }));
    awaitEnd(job);

    assertThat(result(job)).contains("state: failed\n").containsPattern("error: (EIO|ENOMEM) ");
    assertGoesOn();
  }

  @Test
  void machine_throws_jobFailsAndTheWorkerGoesOn() {
    start(
        new Machine() {
          private boolean broken = true;

          @Override
          public Submitter submitter(Owner caller, int tid) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void run(Job job, Task task) throws IOException {
            if (broken) {
              broken = false;
              throw new OutOfMemoryError("unable to create native thread");
            }
          }
        });
    Job job = submit(job());
    awaitEnd(job);

    assertThat(result(job)).contains("error: ENOMEM ");
    assertGoesOn();
  }

  /** The clock is asked while a job is taken, and while it ends; the lock is held then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void takingOrEnding_throwsAgainAndAgain_jobEndsAndWaitersAreTold(int step) {
    start(new NoMachine());
    limits.setWorkers(0);
    jobs.limitsChanged();
    eventually().until(() -> jobs.stats().workers() == 0);
    CountingSignal signal = new CountingSignal();
    Job job = submit(job().signals(signal).unique("word"));
    RecordingEndWaiter waiter = new RecordingEndWaiter();
    jobs.result(job, waiter, true);
    clock.failures.set(3);
    clock.callsBefore.set(step);
    limits.setWorkers(1);
    jobs.limitsChanged();

    eventually().until(() -> signal.sent() == 1);
    assertThat(waiter.outcome()).contains("state: failed\n");
    assertThat(waiter.outcome()).containsPattern("error: (EIO|ENOMEM) ");
    assertThat(signal.closed()).isTrue();
    clock.failures.set(0);
    awaitEnd(submit(job().unique("word")));
    assertGoesOn();
  }

  @Test
  void submit_throws_nothingIsQueuedAndTheProcessIsLetGoOf() {
    start(new NoMachine());
    CountingSignal signal = new CountingSignal();
    clock.failures.set(1);
    clock.callsBefore.set(0);

    assertThatThrownBy(() -> submit(job().signals(signal))).isInstanceOf(OutOfMemoryError.class);

    assertThat(signal.closed()).isTrue();
    assertThat(jobs.stats().queued()).isZero();
    assertGoesOn();
  }

  @Test
  void letIn_throws_submitterIsToldAndTheNextIsLetIn() {
    start(new NoMachine());
    limits.setMaxQueued(0);
    jobs.limitsChanged();
    RecordingSubmission first = job().submission();
    RecordingSubmission second = job().submission();
    jobs.submit(first, true);
    jobs.submit(second, true);
    clock.failures.set(1);
    clock.callsBefore.set(0);
    limits.setMaxQueued(1);
    jobs.limitsChanged();

    eventually().until(() -> !second.outcome().equals(Outcome.WAITING));
    assertThat(first.outcome()).isEqualTo("ENOMEM");
    assertThat(second.outcome()).isEqualTo("queued");
    limits.setMaxQueued(9);
    jobs.limitsChanged();
    assertGoesOn();
  }

  @Test
  void cancel_throws_jobIsStillQueuedAndCanBeCancelled() {
    start(new NoMachine());
    limits.setWorkers(0);
    jobs.limitsChanged();
    Job job = submit(job());
    clock.failures.set(1);
    clock.callsBefore.set(0);

    assertThatThrownBy(() -> jobs.cancel(job)).isInstanceOf(OutOfMemoryError.class);
    assertThat(jobs.stats().queued()).isEqualTo(1);
    assertThat(jobs.cancel(job)).isTrue();

    assertThat(jobs.stats().queued()).isZero();
    limits.setWorkers(1);
    jobs.limitsChanged();
    assertGoesOn();
  }

  /** Who is told throws; all others are told, and the worker goes on. */
  @Test
  void callbackSignalWatcherAndWaiter_throw_othersAreTold() {
    start(new NoMachine());
    GatedOperation operation = new GatedOperation();
    Callback broken = new Callback(() -> null);
    Job job = submit(job().runs(operation).calls(broken).signals(new BrokenSignal()));
    operation.awaitStart();
    jobs.result(job, new BrokenWaiter(), true);
    RecordingEndWaiter waiter = new RecordingEndWaiter();
    jobs.result(job, waiter, true);
    jobs.poll(
        job,
        () -> {
          throw new StackOverflowError("as if");
        });
    CountingWatcher watcher = new CountingWatcher();
    jobs.poll(job, watcher);

    operation.open();

    eventually().until(() -> waiter.outcome().contains("state: done\n"));
    eventually().until(() -> watcher.told() == 1);
    assertGoesOn();
  }

  private static final class BrokenSignal implements Submitter.Signal {
    @Override
    public boolean send() {
      throw new OutOfMemoryError("as if");
    }

    @Override
    public void close() {
      throw new IllegalStateException("as if");
    }
  }

  private static final class BrokenWaiter extends EndWaiter {
    @Override
    protected void ended(byte[] result) {
      throw new Untellable();
    }

    @Override
    public void failed(Errno why) {}
  }
}

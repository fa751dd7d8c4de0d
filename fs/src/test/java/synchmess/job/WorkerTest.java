package synchmess.job;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.job.TestJobs.eventually;
import static synchmess.job.TestJobs.job;

import java.io.IOException;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Operation;
import synchmess.job.work.Task;
import synchmess.owner.Owner;

@Timeout(120)
class WorkerTest {
  private static final int ROUNDS = 2_000;

  private final TestJobs queue = TestJobs.withWorkers(2);
  private final Jobs jobs = queue.jobs;

  @AfterEach
  void close() throws InterruptedException {
    queue.close();
    jobs.awaitEnd(0);
  }

  private Job submit(Operation operation) {
    return queue.submit(job().runs(operation));
  }

  /** A job that runs until it is let go. */
  private GatedOperation occupy() {
    GatedOperation operation = new GatedOperation();
    submit(operation);
    operation.awaitStart();
    return operation;
  }

  /** The result of a job that does that. */
  private String result(Operation operation) {
    Job job = submit(operation);
    queue.awaitEnd(job);
    return queue.result(job);
  }

  private void awaitIdle() {
    eventually().until(() -> jobs.stats().idle() == jobs.stats().workers());
  }

  /** The threads of all workers, each of which sleeps. */
  private Set<Thread> idleThreads(int count) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(count);
    for (int i = 0; i < count; i++) {
      submit(
          work -> {
            threads.add(Thread.currentThread());
            meet(all);
          });
    }
    eventually().until(() -> threads.size() == count);
    awaitAsleep(threads);
    return threads;
  }

  private static void meet(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void awaitAsleep(Set<Thread> threads) {
    awaitIdle();
    eventually().until(() -> threads.stream().allMatch(each -> each.getState() == State.WAITING));
  }

  // ---------------------------------------------------------------------------- their number

  @Test
  void workers_areNamedAndIdle() {
    assertThat(jobs.workers()).containsExactly(entry("worker-1", 0), entry("worker-2", 0));
    assertThat(jobs.stats().workers()).isEqualTo(2);
    assertThat(jobs.stats().idle()).isEqualTo(2);
  }

  private static Map.Entry<String, Long> entry(String name, long id) {
    return Map.entry(name, id);
  }

  @Test
  void workers_showWhatTheyRun() {
    queue.work(1);
    eventually().until(() -> queue.workers().size() == 1);
    GatedOperation operation = occupy();

    assertThat(jobs.workers()).containsExactly(entry("worker-1", 1));
    assertThat(jobs.stats().idle()).isZero();

    operation.open();
    eventually()
        .untilAsserted(() -> assertThat(jobs.workers()).containsExactly(entry("worker-1", 0)));
  }

  @Test
  void threads_bearTheirNames() {
    assertThat(idleThreads(2))
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("worker-1", "worker-2");
  }

  @Test
  void workers_runAtTheSameTime() {
    assertThat(idleThreads(2)).hasSize(2);
  }

  @Test
  void number_raisedWhileRunning_moreRun() {
    GatedOperation first = occupy();
    GatedOperation second = occupy();
    GatedOperation third = new GatedOperation();
    submit(third);

    queue.work(3);

    third.awaitStart();
    assertThat(queue.workers()).containsExactly("worker-1", "worker-2", "worker-3");
    List.of(first, second, third).forEach(GatedOperation::open);
  }

  @Test
  void number_loweredWhileIdle_theyEnd() {
    Set<Thread> threads = idleThreads(2);

    queue.work(1);

    eventually().until(() -> queue.workers().equals(List.of("worker-1")));
    eventually().until(() -> threads.stream().filter(Thread::isAlive).count() == 1);
  }

  @Test
  void number_loweredWhileRunning_theyEndTheirJobsFirst() {
    GatedOperation first = occupy();
    GatedOperation second = occupy();
    Job third = submit(work -> {});

    queue.work(0);
    assertThat(jobs.stats().workers()).isEqualTo(2);
    first.open();
    second.open();

    eventually().until(() -> jobs.stats().workers() == 0);
    assertThat(jobs.stats().ended(JobState.DONE)).isEqualTo(2);
    assertThat(queue.state(third)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void number_loweredAndRaised_isWhatItWas() {
    GatedOperation first = occupy();
    GatedOperation second = occupy();
    queue.work(0);
    queue.work(2);
    first.open();
    second.open();

    awaitIdle();
    assertThat(idleThreads(2)).hasSize(2);
    assertThat(queue.workers()).containsExactly("worker-1", "worker-2");
  }

  @Test
  void number_zero_runsNothingUntilItIsRaised() {
    queue.work(0);
    eventually().until(() -> jobs.stats().workers() == 0);
    Job job = submit(work -> {});
    assertThat(queue.state(job)).isEqualTo(JobState.QUEUED);

    queue.work(1);

    queue.awaitEnd(job);
  }

  /** Whoever is woken for a job just when he is one too many passes it on. */
  @Test
  void number_changedAgainAndAgain_everyJobIsRun() {
    queue.limitQueue(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      submit(work -> {});
      queue.work(1 + round % 4);
    }

    eventually().until(() -> jobs.stats().ended(JobState.DONE) == ROUNDS);
  }

  // ---------------------------------------------------------------------------------- sleep

  @Test
  void idle_sleepWithoutTimeLimit() {
    assertThat(idleThreads(2)).extracting(Thread::getState).containsOnly(State.WAITING);
  }

  @Test
  void submit_manyAreIdle_wakesOne() {
    queue.work(8);
    Set<Thread> threads = idleThreads(8);
    long before = sleeps(threads);

    queue.awaitEnd(submit(work -> {}));
    awaitAsleep(threads);

    assertThat(sleeps(threads)).isEqualTo(before + 1);
  }

  /** How often they have gone to sleep. */
  private static long sleeps(Set<Thread> threads) {
    return threads.stream()
        .mapToLong(
            each ->
                ManagementFactory.getThreadMXBean().getThreadInfo(each.getId()).getWaitedCount())
        .sum();
  }

  @Test
  void idle_interrupted_sleepsOn() {
    Set<Thread> threads = idleThreads(2);

    threads.forEach(Thread::interrupt);

    awaitAsleep(threads);
    assertThat(idleThreads(2)).isEqualTo(threads);
  }

  @Test
  void interruptLeftBehind_nextJobIsNotInterrupted() {
    queue.work(1);
    eventually().until(() -> queue.workers().size() == 1);
    AtomicBoolean interrupted = new AtomicBoolean();

    GatedOperation first = occupy();
    submit(work -> Thread.currentThread().interrupt());
    Job next = submit(work -> interrupted.set(Thread.currentThread().isInterrupted()));
    first.open();
    queue.awaitEnd(next);

    assertThat(interrupted).isFalse();
  }

  // -------------------------------------------------------------------------------- failures

  /** A worker that has met this fails the job, and runs the next one. */
  private void assertFails(Operation operation, String error) {
    queue.work(1);
    eventually().until(() -> queue.workers().size() == 1);

    assertThat(result(operation)).contains("state: failed\n", "error: " + error + "\n");

    assertThat(result(work -> {})).contains("state: done\n");
    assertThat(queue.workers()).containsExactly("worker-1");
  }

  @Test
  void jobFailedException_itsErrorIsTheResult() {
    assertFails(
        work -> {
          throw JobFailedException.of(Errno.ENOSPC, "/full/disk");
        },
        "ENOSPC /full/disk: No space left on device");
  }

  @Test
  void ioException_isEio() {
    assertFails(
        work -> {
          throw new IOException("cable cut");
        },
        "EIO cable cut");
  }

  @Test
  void ioExceptionWithoutMessage_isEio() {
    assertFails(
        work -> {
          throw new IOException();
        },
        "EIO Input/output error");
  }

  @Test
  void runtimeException_isEio() {
    assertFails(
        work -> {
          throw new IllegalStateException("odd");
        },
        "EIO java.lang.IllegalStateException: odd");
  }

  @Test
  void stackOverflow_isEio() {
    assertFails(work -> work.advance(recurse(0)), "EIO java.lang.StackOverflowError");
  }

  private static long recurse(long depth) {
    return depth < 0 ? 0 : 1 + recurse(depth + 1);
  }

  @Test
  void outOfMemory_isEnomem() {
    assertFails(
        work -> {
          throw new OutOfMemoryError("as if");
        },
        "ENOMEM Cannot allocate memory");
  }

  @Test
  void interruptedThread_runsTheNextJob() {
    queue.work(1);
    eventually().until(() -> queue.workers().size() == 1);

    assertThat(result(work -> Thread.currentThread().interrupt())).contains("state: done\n");

    assertThat(result(work -> {})).contains("state: done\n");
  }

  @Test
  void oneWhoIsToldThrows_workerGoesOn() {
    queue.work(1);
    eventually().until(() -> queue.workers().size() == 1);
    GatedOperation operation = new GatedOperation();
    Job job = submit(operation);
    operation.awaitStart();
    jobs.poll(
        job,
        () -> {
          throw new StackOverflowError("on purpose");
        });
    operation.open();
    queue.awaitEnd(job);

    assertThat(result(work -> {})).contains("state: done\n");
  }

  // ----------------------------------------------------------------------------- cancelling

  @Test
  void cancel_running_stopsIt() {
    GatedOperation operation = new GatedOperation();
    Job job = submit(operation);
    operation.awaitStart();

    jobs.cancel(job);

    queue.awaitEnd(job);
    assertThat(queue.state(job)).isEqualTo(JobState.CANCELLED);
    assertThat(queue.result(job)).contains("state: cancelled\n").doesNotContain("error");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancelOrRemove_queued_neverStarts(boolean cancel) {
    GatedOperation first = occupy();
    GatedOperation second = occupy();
    GatedOperation third = new GatedOperation();
    Job job = submit(third);

    if (cancel) {
      jobs.cancel(job);
    } else {
      jobs.remove(job);
    }
    first.open();
    second.open();
    awaitIdle();

    assertThat(third.hasStarted()).isFalse();
    assertThat(queue.state(job)).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void machine_runsTheJobForItsOwner() {
    List<Integer> asked = new ArrayList<>();
    Machine machine =
        new Machine() {
          @Override
          public Submitter submitter(Owner caller, int tid) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void run(Job job, Task task) {
            asked.add(job.owner().uid());
          }
        };
    JobLimits limits = new JobLimits(true, TestJobs.USER);
    limits.setWorkers(1);
    try (Jobs own = new Jobs(limits, machine, queue.clock)) {
      Job job = own.find(own.submit(job().of(7).submission(), false));
      eventually().until(() -> own.view(job).state().isEnd());
      assertThat(asked).containsExactly(7);
    }
  }
}

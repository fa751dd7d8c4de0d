package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import synchmess.job.work.JobFailedException;
import synchmess.waiting.CountingWatcher;

/** A job queue, whose workers are threads or played by the test. */
final class TestJobs implements AutoCloseable {
  /** The mount's owner. */
  static final int USER = 1000;

  static final int OTHER_USER = 1001;

  /** A number that no limit ends. */
  private static final int WORKER_BY_HAND = 0;

  final HandClock clock = new HandClock();
  final JobLimits limits;
  final Jobs jobs;
  private final Machine machine = new NoMachine();

  private TestJobs(int workers, boolean throttling) {
    limits = new JobLimits(throttling, USER);
    limits.setWorkers(workers);
    jobs = new Jobs(limits, machine, clock);
  }

  static TestJobs withWorkers(int count) {
    return new TestJobs(count, true);
  }

  /** Nothing runs but what the test {@linkplain #take takes}. */
  static TestJobs withoutWorkers() {
    return new TestJobs(0, true);
  }

  static TestJobs withoutThrottling() {
    return new TestJobs(0, false);
  }

  static TestSpec job() {
    return new TestSpec();
  }

  static TestSpec job(Priority priority) {
    return job().priority(priority);
  }

  // ----------------------------------------------------------------------------- submitting

  /** Submits as one who cannot wait. */
  Job submit(TestSpec spec) {
    return jobs.find(jobs.submit(spec.submission(), false));
  }

  Job submit() {
    return submit(job());
  }

  Job submit(Priority priority) {
    return submit(job(priority));
  }

  /** Submits as one who waits for room. */
  RecordingSubmission throttle(TestSpec spec) {
    RecordingSubmission submission = spec.submission();
    long id = jobs.submit(submission, true);
    if (id != 0) {
      submission.queued(id);
    }
    return submission;
  }

  RecordingSubmission throttle() {
    return throttle(job());
  }

  // -------------------------------------------------------------------------------- running

  /** Takes the next job as a worker does; null when none may be run. */
  Job take() {
    return jobs.hasNext() ? jobs.take(worker()) : null;
  }

  private Worker worker() {
    return new Worker(WORKER_BY_HAND, jobs, machine);
  }

  /** Takes the next job and does it. */
  Job finish() {
    Job job = take();
    finish(job);
    return job;
  }

  void finish(Job job) {
    end(job, JobState.DONE, null);
  }

  /** Ends a job that was taken. */
  void end(Job job, JobState state, JobFailedException failure) {
    Worker worker = worker();
    worker.job = job;
    jobs.ended(worker, job, state, failure);
  }

  String result(Job job) {
    return new String(jobs.result(job), UTF_8);
  }

  void awaitEnd(Job job) {
    eventually().until(() -> state(job).isEnd());
  }

  JobState state(Job job) {
    return jobs.view(job).state();
  }

  // -------------------------------------------------------------------------------- limits

  void limitQueue(int count) {
    limits.setMaxQueued(count);
    jobs.limitsChanged();
  }

  void keep(int finished) {
    limits.setKeepFinished(finished);
    jobs.limitsChanged();
  }

  void work(int workers) {
    limits.setWorkers(workers);
    jobs.limitsChanged();
  }

  List<String> workers() {
    return List.copyOf(jobs.workers().keySet());
  }

  // ------------------------------------------------------------------------------- waiting

  RecordingEndWaiter await(Job job) {
    RecordingEndWaiter waiter = new RecordingEndWaiter();
    byte[] result = jobs.result(job, waiter, true);
    if (result != null) {
      waiter.ended(result);
    }
    return waiter;
  }

  CountingWatcher watch(Job job) {
    CountingWatcher watcher = new CountingWatcher();
    jobs.poll(job, watcher);
    return watcher;
  }

  /** Waits for something, and looks often. */
  static ConditionFactory eventually() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  @Override
  public void close() {
    jobs.close();
  }
}

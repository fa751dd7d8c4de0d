package synchmess.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run jobs: as many as the limits say, until they are to end.
 *
 * <p>The lock of {@link Jobs} guards it. Every caller holds that lock. Idle workers wait on it, and
 * so does whoever waits for their end; the wait gives it up meanwhile.
 *
 * <p>Invariant: for each queued job that may run, either a worker is awake or none is idle.
 */
final class WorkerPool {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  /** How long cancelled jobs may take to end. */
  private static final long CANCEL_MILLIS = 2000;

  private final Object lock;
  private final JobLimits limits;
  private final JobQueue queue;
  private final IntFunction<Worker> maker;

  /** By number. */
  private final NavigableMap<Integer, Worker> workers = new TreeMap<>();

  /** How many of them have a job. */
  private int running;

  private boolean closed;

  /**
   * @param lock that of the jobs
   * @param queue where workers get their jobs
   * @param maker makes a worker of that number
   */
  WorkerPool(Object lock, JobLimits limits, JobQueue queue, IntFunction<Worker> maker) {
    this.lock = lock;
    this.limits = limits;
    this.queue = queue;
    this.maker = maker;
  }

  /** Starts workers that are missing, and lets those in excess end. */
  void resize() {
    for (int number = 1; number <= limits.workers() && !closed; number++) {
      if (!workers.containsKey(number)) {
        start(maker.apply(number));
      }
    }
    lock.notifyAll();
  }

  private void start(Worker worker) {
    Thread thread = new Thread(worker, worker.name());
    thread.setDaemon(true);
    thread.start();
    workers.put(worker.number(), worker);
  }

  /** One more job may run than before. */
  void wakeOne() {
    lock.notify();
  }

  /** Gives a worker its next job; waits until there is one. Null ends the worker. */
  Job next(Worker worker) {
    Job job = await(worker);
    if (job == null) {
      workers.remove(worker.number());
      lock.notify();
    } else {
      worker.job = job;
      running++;
    }
    return job;
  }

  private Job await(Worker worker) {
    while (worker.number() <= limits.workers() && !closed) {
      Job job = queue.poll();
      if (job != null) {
        return job;
      }
      try {
        lock.wait();
      } catch (InterruptedException e) {
        LOG.debug("{} is not to be interrupted", worker.name());
      }
    }
    return null;
  }

  /** A worker's job has ended. Without effect when it has said so already. */
  void ended(Worker worker, Job job) {
    if (worker.job == job) {
      worker.job = null;
      running--;
      if (queue.ended(job.owner().uid())) {
        lock.notify();
      }
    }
    if (closed) {
      lock.notifyAll();
    }
  }

  /** How many jobs run. */
  int running() {
    return running;
  }

  int size() {
    return workers.size();
  }

  /** The workers by name, with the id of the job that each runs; 0 for an idle one. */
  Map<String, Long> shown() {
    Map<String, Long> shown = new LinkedHashMap<>();
    workers.values().forEach(each -> shown.put(each.name(), each.job == null ? 0 : each.job.id()));
    return shown;
  }

  // ------------------------------------------------------------------------------------- end

  /** Lets all workers end after their jobs, and starts none from now on. */
  void close() {
    closed = true;
    lock.notifyAll();
  }

  /**
   * Waits, after the close, for running jobs; cancels those that take longer.
   *
   * @param graceMillis how long they may take
   * @return whether all have ended
   */
  boolean awaitEnd(long graceMillis) throws InterruptedException {
    if (awaitIdle(graceMillis)) {
      return true;
    }
    workers.values().stream()
        .filter(each -> each.job != null)
        .forEach(each -> each.job.progress().cancel());
    return awaitIdle(CANCEL_MILLIS);
  }

  private boolean awaitIdle(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (running > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      lock.wait(left);
    }
    return true;
  }
}

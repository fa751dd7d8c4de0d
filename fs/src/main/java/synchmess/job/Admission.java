package synchmess.job;

import java.util.Set;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.waiting.Clock;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/**
 * Whether and when a submitted job is queued. A free place goes to the first throttled submitter at
 * once, so nobody overtakes them.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class Admission {
  private final JobLimits limits;
  private final Clock clock;
  private final JobQueue queue;
  private final JobTable table;
  private final WorkerPool pool;
  private final ThrottledSubmitters throttled = new ThrottledSubmitters();

  private long lastId;

  /**
   * @param pool hears of each job that may run
   */
  Admission(JobLimits limits, Clock clock, JobQueue queue, JobTable table, WorkerPool pool) {
    this.limits = limits;
    this.clock = clock;
    this.queue = queue;
    this.table = table;
    this.pool = pool;
  }

  /**
   * Queues a job, or parks its submitter.
   *
   * @param place where it is parked
   * @return its id; 0 when the submitter is parked
   * @throws ErrnoException as {@link Jobs#submit}
   */
  long submit(Submission submission, boolean mayWait, Waiter.Place place) {
    table.checkUnique(submission.owner, submission.spec);
    checkShare(submission.owner.uid(), mayWait);
    boolean exempt = limits.exempts(submission.owner.uid());
    Set<Submission> waiting = throttled.row(exempt);
    if (waiting.isEmpty() && hasRoom(exempt)) {
      return enqueue(submission);
    }
    if (!mayWait || !limits.throttling()) {
      throw new ErrnoException(Errno.EAGAIN);
    }
    if (waiting.size() >= limits.maxThrottled()) {
      throw new ErrnoException(Errno.ENOSPC);
    }
    submission.park(place, waiting, submission);
    return 0;
  }

  /** Refuses the jobs of a user who has the most queued, throttled ones included. */
  private void checkShare(int uid, boolean mayWait) {
    if (!limits.exempts(uid)
        && queue.size(uid) + throttled.size(uid) >= limits.maxQueuedPerUser()) {
      throw new ErrnoException(mayWait ? Errno.ENOSPC : Errno.EAGAIN);
    }
  }

  /** Whether there is room. For exempt users, others' jobs do not count. */
  private boolean hasRoom(boolean exempt) {
    return (exempt ? queue.ofExempt() : queue.size()) < limits.maxQueued();
  }

  private long enqueue(Submission submission) {
    Job job = new Job(lastId + 1, submission, clock);
    submission.notice.accept();
    try {
      table.add(job);
      if (queue.add(job, job.priority())) {
        pool.wakeOne();
      }
    } catch (Throwable e) {
      queue.remove(job, job.priority());
      table.drop(job);
      throw e;
    }
    lastId++;
    return job.id();
  }

  /** Gives room to throttled submitters. */
  void admit(Wakes wakes) {
    admit(true, wakes);
    admit(false, wakes);
  }

  private void admit(boolean exempt, Wakes wakes) {
    Set<Submission> waiting = throttled.row(exempt);
    while (!waiting.isEmpty() && hasRoom(exempt)) {
      Submission first = waiting.iterator().next();
      try {
        table.checkUnique(first.owner, first.spec);
        first.jobId = enqueue(first);
        wakes.end(first);
      } catch (Throwable thrown) {
        wakes.fail(first, Fault.errno(thrown));
      }
    }
  }

  /** Fails all throttled submitters. */
  void failAll(Errno why, Wakes wakes) {
    throttled.all().forEach(each -> wakes.fail(each, why));
  }

  /** How many submitters wait. */
  int throttled() {
    return throttled.size();
  }

  /** How many jobs were ever queued; the last one's id. */
  long submitted() {
    return lastId;
  }
}

package synchmess.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.work.JobFailedException;
import synchmess.waiting.Clock;
import synchmess.waiting.Readiness;
import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

/**
 * All jobs of a mount.
 *
 * <p>A job is submitted, queued, taken by a worker, and ends: done, failed or cancelled. It is then
 * kept for readers of its result, until there are too many, or they take too much.
 *
 * <p>Users take turns. One user may take only a part of the queue and of the workers. Root and the
 * mount's owner are exempt, and always find room beside the others' jobs.
 *
 * <p>One lock guards all state. Only this class takes it. Its parts are plain, and called under it:
 * {@link Admission} decides who gets in, {@link JobQueue} who is next, {@link WorkerPool} who
 * works, {@link JobTable} what is kept. A thread holds it while it changes them, never while a job
 * runs or a caller is told. Workers wait on it; each job wakes one. Throttled submitters and
 * callers that wait for a job's end are data in lists (see {@link Waiter}).
 *
 * <p>What throws under the lock, as when memory is short, changes nothing, or does the rest when
 * called again.
 */
public final class Jobs implements Waiter.Place, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private final JobLimits limits;
  private final Machine machine;
  private final Clock clock;
  private final Object lock = new Object();

  private final Undelivered undelivered;

  @GuardedBy("lock")
  private final JobQueue queue;

  @GuardedBy("lock")
  private final JobTable table;

  @GuardedBy("lock")
  private final WorkerPool pool;

  @GuardedBy("lock")
  private final Admission admission;

  @GuardedBy("lock")
  private boolean closed;

  /** Starts the workers. */
  public Jobs(JobLimits limits, Machine machine, Clock clock) {
    this.limits = limits;
    this.machine = machine;
    this.clock = clock;
    undelivered = new Undelivered(limits);
    queue = new JobQueue(limits::exempts);
    table = new JobTable(limits);
    pool = new WorkerPool(lock, limits, queue, number -> new Worker(number, this, machine));
    admission = new Admission(limits, clock, queue, table, pool);
    limitsChanged();
  }

  public JobLimits limits() {
    return limits;
  }

  public Machine machine() {
    return machine;
  }

  // ----------------------------------------------------------------------------- submitting

  /**
   * Queues a job, or parks its submitter while the queue is full.
   *
   * @param mayWait whether the submitter can be parked
   * @return its id, and queued() is not called; 0 when the submitter is parked
   * @throws ErrnoException EEXIST when an active job of this user has the same unique word; EAGAIN
   *     when the queue is full and the submitter cannot wait; ENOSPC when too many wait, or this
   *     user has too many queued; ENODEV when the mount is going away; what {@link Notice#accept}
   *     throws
   */
  public long submit(Submission submission, boolean mayWait) {
    try {
      synchronized (lock) {
        if (closed) {
          throw new ErrnoException(Errno.ENODEV);
        }
        return admission.submit(submission, mayWait, this);
      }
    } catch (Throwable e) {
      submission.notice.close();
      throw e;
    }
  }

  /** Gives room to throttled submitters. */
  @GuardedBy("lock")
  private void admit(Wakes wakes) {
    if (!closed) {
      admission.admit(wakes);
    }
  }

  @Override
  public boolean withdraw(Waiter waiter) {
    synchronized (lock) {
      return waiter.leave();
    }
  }

  // -------------------------------------------------------------------------------- running

  /** The next job for a worker; waits until there is one. Null ends the worker. */
  Job take(Worker worker) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        Job job = pool.next(worker);
        if (job == null) {
          return null;
        }
        worker.task = job.start(clock.nanos());
        admit(wakes);
        return job;
      }
    } finally {
      wakes.run();
    }
  }

  /** Whether a queued job may run now. */
  boolean hasNext() {
    synchronized (lock) {
      return queue.hasNext();
    }
  }

  /** Ends a worker's job. Call it again if it throws. */
  void ended(Worker worker, Job job, JobState state, JobFailedException failure) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        end(job, state, failure, wakes);
        table.keep(job);
        pool.ended(worker, job);
        admit(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Ends a job that is neither queued nor running any more; the caller keeps or forgets it. */
  @GuardedBy("lock")
  private void end(Job job, JobState state, JobFailedException failure, Wakes wakes) {
    if (!job.state().isEnd()) {
      job.end(state, failure, clock.nanos());
      table.ended(job);
    }
    job.tellEnd(wakes, undelivered);
  }

  // ---------------------------------------------------------------------------- one job

  /** The job of that id; null without one. */
  public Job find(long id) {
    synchronized (lock) {
      return table.find(id);
    }
  }

  /**
   * Moves a queued job behind those of another priority; without effect when it has that priority.
   *
   * @throws ErrnoException EBUSY when it is not queued any more
   */
  public void setPriority(Job job, Priority priority) {
    synchronized (lock) {
      if (job.state() != JobState.QUEUED) {
        throw new ErrnoException(Errno.EBUSY);
      }
      if (job.priority() != priority) {
        queue.move(job, job.priority(), priority);
        job.setPriority(priority);
      }
    }
  }

  /** Ends a job: a queued one at once, a running one soon; false when it has ended already. */
  public boolean cancel(Job job) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        boolean active = !job.state().isEnd();
        if (job.state() == JobState.QUEUED) {
          cancelQueued(job, wakes);
          table.keep(job);
          admit(wakes);
        } else if (active) {
          job.progress().cancel();
        }
        return active;
      }
    } finally {
      wakes.run();
    }
  }

  @GuardedBy("lock")
  private void cancelQueued(Job job, Wakes wakes) {
    end(job, JobState.CANCELLED, null, wakes);
    queue.remove(job, job.priority());
  }

  /**
   * Forgets a job; cancels a queued one.
   *
   * @throws ErrnoException EBUSY while it runs; ENOENT when it is forgotten already
   */
  public void remove(Job job) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        if (job.state() == JobState.RUNNING) {
          throw new ErrnoException(Errno.EBUSY);
        }
        if (table.find(job.id()) != job) {
          throw new ErrnoException(Errno.ENOENT);
        }
        if (job.state() == JobState.QUEUED) {
          cancelQueued(job, wakes);
        }
        table.forget(job);
        admit(wakes);
      }
    } finally {
      wakes.run();
    }
  }

  /** Cancels and forgets all queued jobs of a user; returns how many. */
  public int removeAll(int uid) {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        int count = 0;
        for (Job job : table.all()) {
          if (job.state() == JobState.QUEUED && job.owner().uid() == uid) {
            cancelQueued(job, wakes);
            table.forget(job);
            count++;
          }
        }
        admit(wakes);
        return count;
      }
    } finally {
      wakes.run();
    }
  }

  /** What was asked for; do not change it. */
  public byte[] spec(Job job) {
    synchronized (lock) {
      return job.spec();
    }
  }

  /** Its result; before its end, its state. Do not change it. */
  public byte[] result(Job job) {
    synchronized (lock) {
      return job.result();
    }
  }

  /**
   * The result of a job that has ended; do not change it.
   *
   * @return null when the waiter is parked until then
   * @throws ErrnoException EAGAIN when it has not ended and the caller cannot wait; ENODEV when the
   *     mount is going away
   */
  public byte[] result(Job job, EndWaiter waiter, boolean mayWait) {
    synchronized (lock) {
      if (job.state().isEnd()) {
        return job.result();
      }
      if (closed) {
        throw new ErrnoException(Errno.ENODEV);
      }
      if (!mayWait) {
        throw new ErrnoException(Errno.EAGAIN);
      }
      waiter.park(this, job.waiters, waiter);
      return null;
    }
  }

  /**
   * What poll(2) says of the end of a job.
   *
   * @param watcher told of the end, once; null for nobody
   */
  public Readiness poll(Job job, Watcher watcher) {
    synchronized (lock) {
      boolean ended = job.state().isEnd();
      if (!ended && watcher != null) {
        job.watchers.add(watcher);
      }
      return new Readiness(ended, false, closed && !ended);
    }
  }

  /** Forgets a watcher; false when it was or is being told. */
  public boolean unwatch(Job job, Watcher watcher) {
    synchronized (lock) {
      return job.watchers.remove(watcher);
    }
  }

  public JobView view(Job job) {
    synchronized (lock) {
      return viewed(job);
    }
  }

  @GuardedBy("lock")
  private JobView viewed(Job job) {
    return new JobView(
        job.id(),
        job.priority(),
        job.state(),
        job.op(),
        job.owner().uid(),
        clock.nanos() - job.submitted(),
        job.progress().percent(),
        job.file(),
        job.notice().pending());
  }

  // -------------------------------------------------------------------------------- all jobs

  /** All jobs, the first submitted first. */
  public List<JobView> list() {
    synchronized (lock) {
      List<JobView> views = new ArrayList<>();
      for (Job job : table.all()) {
        views.add(viewed(job));
      }
      return views;
    }
  }

  /** The ids of all jobs, the smallest first. */
  public Collection<Long> ids() {
    synchronized (lock) {
      return table.ids();
    }
  }

  /** The workers by name, with the id of the job that each runs; 0 for an idle one. */
  public Map<String, Long> workers() {
    synchronized (lock) {
      return pool.shown();
    }
  }

  public JobStats stats() {
    synchronized (lock) {
      return new JobStats(
          queue.size(),
          pool.running(),
          table.finished(),
          admission.throttled(),
          pool.size(),
          pool.size() - pool.running(),
          admission.submitted(),
          table.ended());
    }
  }

  /** Lets changed limits take effect. */
  public void limitsChanged() {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        table.keep();
        queue.limitRunning(limits.maxRunningPerUser());
        admit(wakes);
        pool.resize();
      }
    } finally {
      wakes.run();
    }
  }

  // ------------------------------------------------------------------------------------- end

  /** Takes no more jobs, cancels queued ones, and wakes all waiters. */
  @Override
  public void close() {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      pool.close();
      admission.failAll(Errno.ENODEV, wakes);
      for (Job job : table.all()) {
        if (job.state() == JobState.QUEUED) {
          cancelQueued(job, wakes);
          table.keep(job);
        }
        job.abandon(wakes);
      }
    }
    wakes.run();
  }

  /**
   * Waits, after the close, for running jobs; cancels those that take longer.
   *
   * @param graceMillis how long they may take
   */
  public void awaitEnd(long graceMillis) throws InterruptedException {
    boolean ended;
    synchronized (lock) {
      ended = pool.awaitEnd(graceMillis);
    }
    if (!ended) {
      LOG.warn("jobs do not end; they are cut off");
    }
  }
}

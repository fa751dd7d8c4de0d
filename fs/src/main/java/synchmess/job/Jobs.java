package synchmess.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.group.Clock;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Readiness;
import synchmess.group.Waiter;
import synchmess.group.Wakes;
import synchmess.group.Watcher;

/**
 * All jobs of a mount.
 *
 * <p>A job is submitted, queued, taken by a worker, and ends: done, failed or cancelled. It is then
 * kept, so that its result can be read, until more have ended after it than are kept.
 *
 * <p>One lock guards all that changes in this; it is held while the job queue is changed, and never
 * while a job runs, or somebody is told something. Workers sleep on it, and one of them is woken
 * for each job. Submitters for whom there is no room, and callers who wait for the end of a job,
 * are data in lists (see {@link Waiter}); a place that becomes free is given to the first of the
 * submitters at once, so that nobody overtakes them.
 */
public final class Jobs implements Waiter.Place, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /** How long jobs that were cancelled may take to end. */
  private static final long CANCEL_MILLIS = 2000;

  private final JobLimits limits;
  private final Machine machine;
  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final JobQueue queue = new JobQueue();

  @GuardedBy("lock")
  private final JobTable table = new JobTable();

  /** Submitters that wait for room. */
  @GuardedBy("lock")
  private final Set<Submission> throttled = new LinkedHashSet<>();

  /** By number. */
  @GuardedBy("lock")
  private final NavigableMap<Integer, Worker> workers = new TreeMap<>();

  @GuardedBy("lock")
  private long lastId;

  @GuardedBy("lock")
  private int running;

  @GuardedBy("lock")
  private boolean closed;

  /** Starts the workers. */
  public Jobs(JobLimits limits, Machine machine, Clock clock) {
    this.limits = limits;
    this.machine = machine;
    this.clock = clock;
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
   * @return its id, of which the submitter is not told then; 0 when the submitter is parked
   * @throws ErrnoException EEXIST when an active job of this user has the same unique word; EAGAIN
   *     when the queue is full and the submitter cannot wait; ENOSPC when too many wait; ENODEV
   *     when the mount is going away
   */
  public long submit(Submission submission, boolean mayWait) {
    try {
      synchronized (lock) {
        if (closed) {
          throw new ErrnoException(Errno.ENODEV);
        }
        table.checkUnique(submission.owner, submission.spec);
        if (throttled.isEmpty() && hasRoom()) {
          return enqueue(submission);
        }
        if (!mayWait || !limits.throttling()) {
          throw new ErrnoException(Errno.EAGAIN);
        }
        if (throttled.size() >= limits.maxThrottled()) {
          throw new ErrnoException(Errno.ENOSPC);
        }
        submission.park(this, throttled, submission);
        return 0;
      }
    } catch (ErrnoException e) {
      submission.notice.close();
      throw e;
    }
  }

  @GuardedBy("lock")
  private boolean hasRoom() {
    return queue.size() < limits.maxQueued();
  }

  @GuardedBy("lock")
  private long enqueue(Submission submission) {
    Job job = new Job(++lastId, submission, clock);
    table.add(job);
    queue.add(job, job.priority());
    lock.notify();
    return job.id();
  }

  /** Gives room to submitters that wait for it. */
  @GuardedBy("lock")
  private void admit(Wakes wakes) {
    while (!throttled.isEmpty() && hasRoom() && !closed) {
      Submission first = throttled.iterator().next();
      first.leave();
      try {
        table.checkUnique(first.owner, first.spec);
        long id = enqueue(first);
        wakes.add(() -> first.queued(id));
      } catch (ErrnoException e) {
        wakes.add(() -> first.failed(e.errno()));
      }
    }
  }

  @Override
  public boolean withdraw(Waiter waiter) {
    synchronized (lock) {
      return waiter.leave();
    }
  }

  // -------------------------------------------------------------------------------- running

  /** The next job for a worker, which sleeps until there is one; null when it shall end. */
  Job take(Worker worker) {
    Wakes wakes = new Wakes();
    Job job;
    synchronized (lock) {
      job = next(worker);
      if (job == null) {
        workers.remove(worker.number());
        lock.notify();
        return null;
      }
      worker.job = job;
      running++;
      worker.task = job.start(clock.nanos());
      admit(wakes);
    }
    wakes.run();
    return job;
  }

  @GuardedBy("lock")
  private Job next(Worker worker) {
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

  /** A worker is done with a job. */
  void ended(Job job, JobState state, JobFailedException failure) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      running--;
      workers.values().stream().filter(each -> each.job == job).forEach(each -> each.job = null);
      end(job, state, failure, wakes);
      table.keep(job, limits.keepFinished());
      if (closed) {
        lock.notifyAll();
      }
    }
    wakes.run();
  }

  /** A job is neither queued nor running any more: it ends, and is to be kept or forgotten. */
  @GuardedBy("lock")
  private void end(Job job, JobState state, JobFailedException failure, Wakes wakes) {
    job.end(state, failure, clock.nanos());
    table.ended(job);
    job.tellEnd(wakes);
  }

  // ---------------------------------------------------------------------------- one job

  /** The job of that id; null when there is none. */
  public Job find(long id) {
    synchronized (lock) {
      return table.find(id);
    }
  }

  /**
   * Moves a queued job behind those of another priority; nothing changes if it has it already.
   *
   * @throws ErrnoException EBUSY when it is not queued any more
   */
  public void setPriority(Job job, Priority priority) {
    synchronized (lock) {
      if (job.state() != JobState.QUEUED) {
        throw new ErrnoException(Errno.EBUSY);
      }
      if (job.priority() != priority) {
        queue.remove(job, job.priority());
        job.setPriority(priority);
        queue.add(job, priority);
      }
    }
  }

  /** Ends a job: a queued one at once, a running one soon; false when it has ended already. */
  public boolean cancel(Job job) {
    boolean active;
    Wakes wakes = new Wakes();
    synchronized (lock) {
      active = !job.state().isEnd();
      if (job.state() == JobState.QUEUED) {
        unqueue(job, wakes);
        table.keep(job, limits.keepFinished());
      } else if (active) {
        job.progress().cancel();
      }
    }
    wakes.run();
    return active;
  }

  @GuardedBy("lock")
  private void unqueue(Job job, Wakes wakes) {
    queue.remove(job, job.priority());
    end(job, JobState.CANCELLED, null, wakes);
    admit(wakes);
  }

  /**
   * Forgets a job, which is cancelled if it is queued.
   *
   * @throws ErrnoException EBUSY while it runs; ENOENT when it is forgotten already
   */
  public void remove(Job job) {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (job.state() == JobState.RUNNING) {
        throw new ErrnoException(Errno.EBUSY);
      }
      if (table.find(job.id()) != job) {
        throw new ErrnoException(Errno.ENOENT);
      }
      if (job.state() == JobState.QUEUED) {
        unqueue(job, wakes);
      }
      table.forget(job);
    }
    wakes.run();
  }

  /** Forgets all queued jobs of a user, which are cancelled; returns how many. */
  public int removeAll(int uid) {
    int count = 0;
    Wakes wakes = new Wakes();
    synchronized (lock) {
      for (Job job : table.all()) {
        if (job.state() == JobState.QUEUED && job.owner().uid() == uid) {
          queue.remove(job, job.priority());
          end(job, JobState.CANCELLED, null, wakes);
          table.forget(job);
          count++;
        }
      }
      admit(wakes);
    }
    wakes.run();
    return count;
  }

  /** Its result; of a job that has not ended, its state. */
  public String result(Job job) {
    synchronized (lock) {
      return job.result();
    }
  }

  /**
   * The result of a job, once it has ended.
   *
   * @return null when the waiter is parked until then
   * @throws ErrnoException EAGAIN when it has not ended and the caller cannot wait; ENODEV when the
   *     mount is going away
   */
  public String result(Job job, EndWaiter waiter, boolean mayWait) {
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
   * @param watcher told of the end, once; null when nobody waits
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

  /** Forgets a watcher; false when it was told already or is being told. */
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
        job.spec().op(),
        job.owner().uid(),
        clock.nanos() - job.submitted(),
        job.notice().pending());
  }

  // -------------------------------------------------------------------------------- all jobs

  /** All jobs, the first to be submitted first. */
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

  /** The workers by name, with the ids of the jobs that they run, 0 for an idle one. */
  public Map<String, Long> workers() {
    Map<String, Long> shown = new LinkedHashMap<>();
    synchronized (lock) {
      workers
          .values()
          .forEach(each -> shown.put(each.name(), each.job == null ? 0 : each.job.id()));
    }
    return shown;
  }

  public JobStats stats() {
    synchronized (lock) {
      return new JobStats(
          queue.size(),
          running,
          table.finished(),
          throttled.size(),
          workers.size(),
          workers.size() - running,
          lastId,
          table.ended());
    }
  }

  /** Lets changed limits take effect. */
  public void limitsChanged() {
    Wakes wakes = new Wakes();
    try {
      synchronized (lock) {
        table.keep(limits.keepFinished());
        admit(wakes);
        if (!closed) {
          startWorkers();
        }
        lock.notifyAll();
      }
    } finally {
      wakes.run();
    }
  }

  @GuardedBy("lock")
  private void startWorkers() {
    for (int number = 1; number <= limits.workers(); number++) {
      if (!workers.containsKey(number)) {
        Worker worker = new Worker(number, this, machine);
        Thread thread = new Thread(worker, worker.name());
        thread.setDaemon(true);
        thread.start();
        workers.put(number, worker);
      }
    }
  }

  // ------------------------------------------------------------------------------------- end

  /** Takes no more jobs, and cancels those that are queued; whoever waits is woken. */
  @Override
  public void close() {
    Wakes wakes = new Wakes();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      for (Submission each : new ArrayList<>(throttled)) {
        each.leave();
        wakes.add(() -> each.failed(Errno.ENODEV));
      }
      for (Job job = queue.poll(); job != null; job = queue.poll()) {
        end(job, JobState.CANCELLED, null, wakes);
        table.keep(job, limits.keepFinished());
      }
      for (Job job : table.all()) {
        job.abandon(wakes);
      }
      lock.notifyAll();
    }
    wakes.run();
  }

  /**
   * Waits for the jobs that run, once it is closed; cancels those that take longer.
   *
   * @param graceMillis how long they may take
   */
  public void awaitEnd(long graceMillis) throws InterruptedException {
    if (!awaitIdle(graceMillis)) {
      synchronized (lock) {
        workers.values().stream()
            .filter(each -> each.job != null)
            .forEach(each -> each.job.progress().cancel());
      }
      if (!awaitIdle(CANCEL_MILLIS)) {
        LOG.warn("jobs do not end; they are cut off");
      }
    }
  }

  private boolean awaitIdle(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (lock) {
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
}

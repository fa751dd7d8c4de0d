package synchmess.job;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Task;

/** A thread that runs one job after the other, whatever fails. */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** How long it waits before it tries its own part again. */
  private static final long PAUSE_MILLIS = 10;

  private final int number;
  private final Jobs jobs;
  private final Machine machine;

  // Made before memory is short.
  private final JobFailedException noMemory =
      new JobFailedException(Errno.ENOMEM, Errno.ENOMEM.text());
  private final JobFailedException broken = new JobFailedException(Errno.EIO, Errno.EIO.text());

  /** What it runs; null when idle. Only its thread changes it, under the lock of the jobs. */
  Job job;

  /** The job's task; used by its thread alone. */
  Task task;

  /**
   * @param number from 1
   */
  Worker(int number, Jobs jobs, Machine machine) {
    this.number = number;
    this.jobs = jobs;
    this.machine = machine;
  }

  int number() {
    return number;
  }

  String name() {
    return "worker-" + number;
  }

  @Override
  public void run() {
    for (Job next = take(); next != null; next = take()) {
      JobState state = JobState.DONE;
      JobFailedException failure = null;
      try {
        machine.run(next, task);
      } catch (JobCancelledException e) {
        state = JobState.CANCELLED;
      } catch (JobFailedException e) {
        state = JobState.FAILED;
        failure = e;
      } catch (Throwable e) {
        state = JobState.FAILED;
        failure = unexpected(e);
      }
      task = null;
      end(next, state, failure);
    }
  }

  /** The next job; null ends the worker. Clears an interrupt, which was for an earlier job. */
  private Job take() {
    while (true) {
      try {
        Job next = jobs.take(this);
        Thread.interrupted();
        return next;
      } catch (Throwable e) {
        recover(e);
        if (job != null) {
          return job;
        }
      }
    }
  }

  private void end(Job next, JobState state, JobFailedException failure) {
    JobState how = state;
    JobFailedException why = failure;
    while (true) {
      try {
        jobs.ended(this, next, how, why);
        return;
      } catch (Throwable e) {
        recover(e);
        how = JobState.FAILED;
        why = e instanceof OutOfMemoryError ? noMemory : broken;
      }
    }
  }

  private JobFailedException unexpected(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return noMemory;
    }
    try {
      if (thrown instanceof IOException) {
        LOG.debug("a job failed", thrown);
        return new JobFailedException(Errno.EIO, thrown.getMessage());
      }
      LOG.error("a job failed", thrown);
      return new JobFailedException(Errno.EIO, thrown.toString());
    } catch (Throwable further) {
      return broken;
    }
  }

  /** Logs what failed outside any job, and waits a little. */
  private static void recover(Throwable thrown) {
    try {
      LOG.error("a worker goes on after this", thrown);
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      LOG.debug("a worker is not to be interrupted");
    } catch (Throwable further) {
      Thread.onSpinWait();
    }
  }
}

package synchmess.job;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.group.Errno;

/** A thread that runs one job after the other, whatever happens to a job. */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final int number;
  private final Jobs jobs;
  private final Machine machine;

  /** What it runs; null when it is idle. Guarded by the lock of the jobs. */
  Job job;

  /** What it has to do for the job; set and used by its thread alone. */
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
    for (Job next = jobs.take(this); next != null; next = jobs.take(this)) {
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
        failure = unexpected(next, e);
      }
      task = null;
      jobs.ended(next, state, failure);
    }
  }

  private static JobFailedException unexpected(Job job, Throwable thrown) {
    LOG.error("job {} failed", job.id(), thrown);
    if (thrown instanceof OutOfMemoryError) {
      return new JobFailedException(Errno.ENOMEM, Errno.ENOMEM.text());
    }
    String why = thrown instanceof IOException ? thrown.getMessage() : thrown.toString();
    return new JobFailedException(Errno.EIO, why);
  }
}

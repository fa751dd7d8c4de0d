package synchmess.job;

import java.io.IOException;
import java.util.List;
import synchmess.errno.ErrnoException;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Task;
import synchmess.owner.Owner;

/** The machine that jobs run on: its processes and its files. */
public interface Machine {
  /**
   * Takes hold of a process, which waits for the answer to this call.
   *
   * @param caller its user and group, as the kernel names them
   * @param tid one of its threads; 0 when it is not visible from here
   * @throws ErrnoException EPERM when this daemon may not work for it: the process has another
   *     mount namespace or root directory, or another user and this daemon is not root's
   */
  Submitter submitter(Owner caller, int tid);

  /**
   * Runs a job's task as its owner; returns when it has ended.
   *
   * @throws JobCancelledException when it was cancelled
   * @throws JobFailedException when it failed; any other exception is an EIO
   */
  void run(Job job, Task task) throws IOException;

  /** The pids of processes that worked for jobs and do not end. */
  default List<Long> stuck() {
    return List.of();
  }
}

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
   * Looks at a process that waits for the answer to this call, and keeps hold of it.
   *
   * @param caller its user and group, as the kernel names them
   * @param tid one of its threads; 0 is one that cannot be seen from here
   * @throws ErrnoException EPERM when this daemon may not work for it: it is in another mount
   *     namespace or root directory, or another user's and this is not root's daemon
   */
  Submitter submitter(Owner caller, int tid);

  /**
   * Does what a job has to do, as its owner, and returns when that has ended.
   *
   * @throws JobCancelledException when it was cancelled
   * @throws JobFailedException when it failed; any other exception is an EIO
   */
  void run(Job job, Task task) throws IOException;

  /** The pids of processes that worked for jobs, and cannot be ended. */
  default List<Long> stuck() {
    return List.of();
  }
}

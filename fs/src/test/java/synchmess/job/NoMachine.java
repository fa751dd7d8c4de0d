package synchmess.job;

import java.io.IOException;
import synchmess.job.work.Task;
import synchmess.owner.Owner;

/** A machine without processes and files. */
final class NoMachine implements Machine {
  @Override
  public Submitter submitter(Owner caller, int tid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void run(Job job, Task task) throws IOException {
    task.operation().run(new RunningJob(job.progress(), job::give, null));
  }
}

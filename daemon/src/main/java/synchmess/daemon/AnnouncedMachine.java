package synchmess.daemon;

import java.io.IOException;
import java.util.List;
import synchmess.fuse.Engine;
import synchmess.job.Job;
import synchmess.job.Machine;
import synchmess.job.Submitter;
import synchmess.job.work.Task;
import synchmess.owner.Owner;

/**
 * Announces each job to the engine, which then has to share the cores.
 *
 * @param machine runs the jobs
 * @param engine hears of each job
 */
record AnnouncedMachine(Machine machine, Engine engine) implements Machine {
  @Override
  public Submitter submitter(Owner caller, int tid) {
    return machine.submitter(caller, tid);
  }

  @Override
  public void run(Job job, Task task) throws IOException {
    engine.jobBegins();
    try {
      machine.run(job, task);
    } finally {
      engine.jobEnded();
    }
  }

  @Override
  public List<Long> stuck() {
    return machine.stuck();
  }
}

package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.fuse.Engine;
import synchmess.job.JobLimits;
import synchmess.job.Jobs;
import synchmess.job.operation.Operations;
import synchmess.job.work.JobFailedException;
import synchmess.linux.LinuxMachine;
import synchmess.mounting.MountTable;
import synchmess.waiting.Clock;
import synchmess.worker.UsersMachine;

/** The job queue of a mount, on this machine. */
final class JobService {
  static final int DEFAULT_GRACE_SECONDS = 5;
  static final int MAX_GRACE_SECONDS = 600;

  private static final long NOT_MOUNTED = -1;

  private static final String STILL_ENDING =
      "the previous daemon of this mount still runs jobs; try again in a moment";

  private final UsersMachine machine;
  private final Jobs jobs;
  private final int graceSeconds;

  /** The mount's st_dev. */
  private volatile long mountDevice = NOT_MOUNTED;

  /**
   * @param temporaries lists the files that jobs would leave behind if the daemon were killed
   * @param graceSeconds how long running jobs may go on after the unmount
   */
  JobService(Engine engine, Clock clock, Path temporaries, int graceSeconds) {
    Operations.load();
    machine = new UsersMachine(machine(temporaries), clock);
    machine.clean();
    int owner = User.current().uid();
    JobLimits limits = new JobLimits(engine.traits().throttlesWriters(), owner);
    jobs = new Jobs(limits, new AnnouncedMachine(machine, engine), clock);
    this.graceSeconds = graceSeconds;
  }

  private LinuxMachine machine(Path temporaries) {
    try {
      return new LinuxMachine(() -> mountDevice, temporaries);
    } catch (JobFailedException e) {
      String why = e.errno() == Errno.EBUSY ? STILL_ENDING : e.getMessage();
      throw new Failure(ExitCode.FAILED, "cannot run jobs: " + why);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, "cannot run jobs: " + Failure.reason(e));
    }
  }

  Jobs jobs() {
    return jobs;
  }

  int graceSeconds() {
    return graceSeconds;
  }

  /** Sets the mount, whose own files no job may use. */
  void mountedAs(MountTable.Mount mount) {
    mountDevice = LinuxMachine.device(mount.major(), mount.minor());
  }

  /** Refuses further jobs, cancels queued ones, and fails who waits. */
  void close() {
    jobs.close();
  }

  /** Waits, after the close, until no job runs any more. Cancels those that outlast the grace. */
  void awaitEnd() throws InterruptedException {
    jobs.awaitEnd(TimeUnit.SECONDS.toMillis(graceSeconds));
  }

  /** Ends the worker processes, and releases the list of temporary files. */
  void closeMachine() {
    machine.close();
  }
}

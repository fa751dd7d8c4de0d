package synchmess.daemon;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.daemon.MountEnd.Step;
import synchmess.fuse.Engine;
import synchmess.tree.Tree;
import synchmess.waiting.SystemClock;

/** A mount for as long as it lasts: until a signal, or an unmount from outside. */
final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Engine engine;
  private final MountPoint mountPoint;
  private final MountEnd end;
  private final JobService jobs;
  private final Tree tree;

  /**
   * @param state claimed
   * @param end hears of each part how it ends; whoever made it closes it
   */
  Daemon(
      MountOptions options, Engine engine, MountPoint mountPoint, StateFile state, MountEnd end) {
    this.engine = engine;
    this.mountPoint = mountPoint;
    this.end = end;
    SystemClock clock = new SystemClock();
    end.add(Step.CLOCK, clock::close);
    jobs = options.jobs(engine, clock, state);
    end.add(Step.MACHINE, jobs::closeMachine);
    end.add(Step.RUNNING_JOBS, jobs::awaitEnd);
    end.add(Step.JOB_QUEUE, jobs::close);
    tree = options.tree(mountPoint, engine.traits(), clock, jobs);
    end.add(Step.GROUPS, tree::close);
    end.add(Step.ENGINE, engine::close);
    end.add(Step.MOUNT, engine::unmount);
  }

  /**
   * Mounts, unless a signal has come, and returns when the mount is to end. A failure is told to
   * the end, which throws it.
   *
   * @param mounted runs when the mount answers
   */
  void run(Termination termination, Runnable mounted) throws InterruptedException {
    try {
      if (termination.hasBegun()) {
        return;
      }
      jobs.mountedAs(engine.mount(tree));
      if (termination.mounted(jobs.graceSeconds())) {
        mounted.run();
        termination.announced();
        engine.awaitUnmount();
      }
    } catch (IOException | RuntimeException | Error e) {
      end.failed(failure(e));
    }
  }

  private Failure failure(Throwable thrown) {
    String why = Failure.message(thrown);
    if (thrown instanceof IOException || thrown instanceof Failure) {
      LOG.error("the mount at {} failed: {}", mountPoint.path(), why);
    } else {
      LOG.error("the mount at {} failed", mountPoint.path(), thrown);
    }
    return new Failure(ExitCode.FAILED, why);
  }
}

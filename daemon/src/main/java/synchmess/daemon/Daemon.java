package synchmess.daemon;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Engine;
import synchmess.fuse.MountTable;
import synchmess.tree.Tree;

/** A mount for as long as it lasts: until a signal, or an unmount from outside. */
final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final int END_SECONDS = 10;

  private final Engine engine;
  private final MountPoint mountPoint;
  private final StateFile state;
  private final JobService jobs;
  private final CountDownLatch ended = new CountDownLatch(1);

  Daemon(Engine engine, MountPoint mountPoint, StateFile state, JobService jobs) {
    this.engine = engine;
    this.mountPoint = mountPoint;
    this.state = state;
    this.jobs = jobs;
  }

  /**
   * Mounts, and returns when it is unmounted.
   *
   * @param mounted called when the mount answers
   */
  void run(Tree tree, Runnable mounted) throws InterruptedException {
    try {
      MountTable.Mount mount = engine.mount(tree);
      jobs.mountedAs(mount);
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "signal"));
      state.write();
      mounted.run();
      engine.awaitEnd();
      jobs.awaitEnd();
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, e.getMessage());
    } finally {
      state.delete();
      mountPoint.tidy();
      ended.countDown();
    }
  }

  /**
   * A signal has begun to end the Java machine. That the signal was obeyed is a success, which the
   * exit code says; hence the halt.
   */
  private void stop() {
    if (ended.getCount() == 0) {
      return;
    }
    LOG.info("a signal ends the mount at {}", mountPoint.path());
    engine.unmount();
    try {
      boolean clean = ended.await(END_SECONDS + jobs.graceSeconds(), TimeUnit.SECONDS);
      Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.FAILED);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}

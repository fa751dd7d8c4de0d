package synchmess.daemon;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Engine;
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
   * Mounts, and returns after the unmount.
   *
   * @param mounted runs when the mount answers
   */
  void run(Tree tree, Runnable mounted) throws InterruptedException {
    try {
      jobs.mountedAs(engine.mount(tree));
      serve(mounted);
    } catch (IOException | RuntimeException | Error e) {
      throw failure(e);
    } finally {
      state.close();
      mountPoint.tidy();
      ended.countDown();
    }
  }

  /** Returns after the unmount; whatever goes wrong, no mount stays. */
  private void serve(Runnable mounted) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "signal"));
    try {
      mounted.run();
    } catch (RuntimeException e) {
      engine.unmount();
      engine.awaitEnd();
      throw e;
    }
    try {
      engine.awaitEnd();
    } finally {
      jobs.awaitEnd();
    }
  }

  private Failure failure(Throwable thrown) {
    String why = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    if (thrown instanceof IOException || thrown instanceof Failure) {
      LOG.error("the mount at {} failed: {}", mountPoint.path(), why);
    } else {
      LOG.error("the mount at {} failed", mountPoint.path(), thrown);
    }
    state.fail(why);
    return new Failure(ExitCode.FAILED, why);
  }

  /**
   * A signal has begun to end the Java machine. To obey it is a success, and the exit code must say
   * so; hence the halt.
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

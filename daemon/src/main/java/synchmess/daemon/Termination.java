package synchmess.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.slf4j.LoggerFactory;

/**
 * The end of this process by SIGTERM or SIGINT. Its thread unmounts, if there is a mount, and waits
 * until all is over.
 *
 * <p>To obey a signal is a success once somebody was told of the mount. Before that, the exit code
 * tells of the signal, as the Java machine does by itself.
 */
final class Termination {
  private static final int SECONDS = 10;

  private final MountEnd end;

  @GuardedBy("this")
  private boolean begun;

  @GuardedBy("this")
  private boolean mounted;

  @GuardedBy("this")
  private boolean announced;

  /** How long running jobs may go on after the unmount. */
  @GuardedBy("this")
  private int graceSeconds;

  Termination(MountEnd end) {
    this.end = end;
  }

  /**
   * Takes the signals from now on.
   *
   * @return this
   */
  Termination watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "signal"));
    return this;
  }

  synchronized boolean hasBegun() {
    return begun;
  }

  /**
   * Says that a signal is to unmount from now on.
   *
   * @return false if there was one before; it leaves the unmount to the caller
   */
  synchronized boolean mounted(int grace) {
    mounted = true;
    graceSeconds = grace;
    return !begun;
  }

  synchronized void announced() {
    announced = true;
  }

  /** For the main thread. After a signal the Java machine has its own. */
  synchronized int exitCode() {
    return announced ? ExitCode.OK : ExitCode.FAILED;
  }

  private synchronized boolean begin() {
    begun = true;
    return mounted;
  }

  private synchronized int seconds() {
    return SECONDS + graceSeconds;
  }

  private void run() {
    if (end.isOver()) {
      return;
    }
    if (begin()) {
      LoggerFactory.getLogger(Termination.class).info("a signal ends the mount");
      end.unmount();
    }
    boolean clean = isOverInTime();
    if (exitCode() == ExitCode.OK) {
      Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.FAILED);
    }
  }

  private boolean isOverInTime() {
    try {
      return end.awaitOver(seconds());
    } catch (InterruptedException e) {
      return false;
    }
  }
}

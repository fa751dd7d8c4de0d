package synchmess.daemon;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synchmess unmount}. */
@Command(
    name = "unmount",
    description = "Unmount: discard messages, and fail waiting calls with ENODEV.",
    mixinStandardHelpOptions = true)
final class UnmountCommand implements Callable<Integer> {
  /** More than running jobs may take. */
  private static final int TIMEOUT_SECONDS = 15 + JobService.MAX_GRACE_SECONDS;

  /** Then a line says what the command waits for. */
  private static final int PATIENCE_SECONDS = 1;

  private static final int POLL_MILLIS = 10;

  @Mixin private Directory directory;

  @Override
  public Integer call() throws Exception {
    MountPoint mountPoint = directory.mountPoint().checkMounted();
    Optional<DaemonProcess> daemon = new StateFile(mountPoint).daemon();
    Loss loss = Loss.NOTHING;
    if (daemon.isPresent()) {
      ServedMount.checkGoesOn(daemon.get());
      loss = Loss.of(mountPoint.path());
      end(daemon.get());
    }
    if (mountPoint.isMounted() && !mountPoint.detachDead()) {
      throw new Failure(ExitCode.FAILED, "cannot unmount " + mountPoint.path());
    }
    loss.tell();
    return ExitCode.OK;
  }

  private static void end(DaemonProcess daemon) throws InterruptedException {
    if (daemon.terminate()) {
      await(daemon);
    }
  }

  /** Polls, since ProcessHandle.onExit checks another's child only each second or so. */
  private static void await(DaemonProcess daemon) throws InterruptedException {
    long began = System.nanoTime();
    boolean told = false;
    while (daemon.runs()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      if (seconds >= PATIENCE_SECONDS && !told) {
        System.err.println("synchmess: waiting for running jobs");
        told = true;
      }
      if (seconds >= TIMEOUT_SECONDS) {
        throw new Failure(ExitCode.FAILED, "the daemon, pid " + daemon.pid() + ", does not end");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}

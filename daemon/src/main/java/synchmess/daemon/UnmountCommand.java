package synchmess.daemon;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import synchmess.fuse.Fusermount;

/** {@code synchmess unmount}. */
@Command(
    name = "unmount",
    description =
        "Unmount: whoever waits is woken with ENODEV, messages are gone, the daemon ends.",
    mixinStandardHelpOptions = true)
final class UnmountCommand implements Callable<Integer> {
  /** Beyond what jobs that run may take. */
  private static final int TIMEOUT_SECONDS = 15 + JobService.MAX_GRACE_SECONDS;

  /** After which it is told what is waited for. */
  private static final int PATIENCE_SECONDS = 1;

  private static final int POLL_MILLIS = 10;

  @Mixin private Directory directory;

  @Override
  public Integer call() throws Exception {
    MountPoint mountPoint = directory.mountPoint().checkMounted();
    Optional<ProcessHandle> daemon = new StateFile(mountPoint).daemon();
    if (daemon.isPresent() && daemon.get().destroy()) {
      await(daemon.get());
    }
    if (mountPoint.isMounted() && !Fusermount.detach(mountPoint.path())) {
      throw new Failure(ExitCode.FAILED, "cannot unmount " + mountPoint.path());
    }
    return ExitCode.OK;
  }

  /** ProcessHandle.onExit looks at another's child only each second or so. */
  private static void await(ProcessHandle daemon) throws InterruptedException {
    long began = System.nanoTime();
    boolean told = false;
    while (StateFile.runs(daemon)) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      if (seconds >= PATIENCE_SECONDS && !told) {
        System.err.println("synchmess: waiting for the jobs that run");
        told = true;
      }
      if (seconds >= TIMEOUT_SECONDS) {
        throw new Failure(ExitCode.FAILED, "the daemon, pid " + daemon.pid() + ", does not end");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}

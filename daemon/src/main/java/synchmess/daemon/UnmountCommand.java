package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final int TIMEOUT_SECONDS = 15;

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

  private static void await(ProcessHandle daemon) throws InterruptedException, IOException {
    try {
      daemon.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      Path process = Path.of("/proc", Long.toString(daemon.pid()));
      throw new Failure(ExitCode.FAILED, "the daemon does not end; see " + process);
    }
  }
}

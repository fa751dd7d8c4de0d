package synchmess.daemon;

import java.nio.file.Path;
import java.util.Optional;

/** A mount that works now; any other fails at once, with the reason. */
final class ServedMount {
  private ServedMount() {}

  /**
   * Its path.
   *
   * @throws Failure NOT_MOUNTED when there is none; FAILED when it is dead or does not answer
   */
  static Path at(MountPoint mountPoint) {
    Path path = mountPoint.checkMounted().path();
    StateFile state = new StateFile(mountPoint);
    Optional<DaemonProcess> daemon = state.daemon();
    if (daemon.isEmpty() && state.failure().isPresent()) {
      throw dead(path);
    }
    if (daemon.isPresent()) {
      checkGoesOn(daemon.get());
    }
    switch (Answer.of(path)) {
      case YES -> {
        return path;
      }
      case NO_SERVER -> throw dead(path);
      default -> throw new Failure(ExitCode.FAILED, "the mount at " + path + " does not answer");
    }
  }

  /**
   * @throws Failure FAILED when it is stopped
   */
  static void checkGoesOn(DaemonProcess daemon) {
    if (daemon.isStopped()) {
      throw new Failure(
          ExitCode.FAILED,
          "the daemon, pid %d, is stopped; try: kill -CONT %1$d".formatted(daemon.pid()));
    }
  }

  private static Failure dead(Path path) {
    return new Failure(
        ExitCode.FAILED, "the mount at %s is dead; try: synchmess mount %1$s".formatted(path));
  }
}

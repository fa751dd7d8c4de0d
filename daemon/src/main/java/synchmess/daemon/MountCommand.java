package synchmess.daemon;

import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import synchmess.daemon.MountEnd.Step;
import synchmess.fuse.Engine;

/** {@code synchmess mount}. */
@Command(
    name = "mount",
    description = "Mount, print the path, and return when the mount answers.",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true)
final class MountCommand implements Callable<Integer> {
  @Mixin private Directory directory;

  @Mixin private MountOptions options;

  @Option(names = "--foreground", description = "Stay until unmounted; log to standard error.")
  private boolean foreground;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "ERROR, WARN, INFO, DEBUG, TRACE. Default: INFO.")
  private Log.Level logLevel = Log.Level.INFO;

  @Override
  public Integer call() throws InterruptedException {
    Requirements.check(options.allowOther());
    MountPoint mountPoint = directory.mountPoint();
    try (MountEnd end = new MountEnd()) {
      Termination termination = new Termination(end).watch();
      end.add(Step.DIRECTORIES, mountPoint::tidy);
      StateFile state = new StateFile(mountPoint).claim(end);
      boolean replaced = replaceDead(mountPoint, state);
      Log.configure(logLevel, foreground ? null : state.logFile());
      if (replaced) {
        LoggerFactory.getLogger(MountCommand.class)
            .info("replaced a dead mount at {}", mountPoint.path());
      }
      Engine engine = options.engine();
      mountPoint.prepare();
      new Daemon(options, engine, mountPoint, state, end)
          .run(termination, () -> mounted(mountPoint));
      return termination.exitCode();
    } catch (AlreadyMounted e) {
      System.out.println(e.path());
      throw e;
    } catch (LinkageError e) {
      throw new Failure(ExitCode.FAILED, "cannot load a native library: " + e.getMessage());
    }
  }

  /** Runs before the log begins anew: if no mount is possible, the old log is still of use. */
  private static boolean replaceDead(MountPoint mountPoint, StateFile state) {
    try {
      boolean replaced = mountPoint.replaceDead(state.previousDied());
      state.begin();
      return replaced;
    } catch (Failure e) {
      state.giveBack();
      throw e;
    }
  }

  /** Prints the path. In the background nobody reads any output after that. */
  private void mounted(MountPoint mountPoint) {
    System.out.println(mountPoint.path());
    if (System.out.checkError()) {
      throw Failure.noOutput();
    }
    if (!foreground) {
      Synchmess.tellShell(ExitCode.OK);
      System.out.close();
      Log.closeStandardError();
    }
  }
}

package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code synchmess status}. */
@Command(
    name = "status",
    description = "Show a mount, its job queue and its groups.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int REFRESH_MILLIS = 1000;
  private static final String CLEAR_SCREEN = "\033[H\033[2J";

  @Mixin private Directory directory;

  @Mixin private Json json;

  @Option(names = "--watch", description = "Refresh each second, until interrupted.")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    MountPoint mountPoint = directory.mountPoint();
    show(Status.of(checked(mountPoint)));
    while (watch && !System.out.checkError()) {
      Thread.sleep(REFRESH_MILLIS);
      Status status = Status.of(checked(mountPoint));
      System.out.print(CLEAR_SCREEN);
      show(status);
    }
    return ExitCode.OK;
  }

  /** Returns a mount that answers. Prints what became of any other. */
  private MountPoint checked(MountPoint mountPoint) {
    EndedMount.at(mountPoint).ifPresent(this::show);
    Path unused = ServedMount.at(mountPoint);
    return mountPoint;
  }

  private void show(EndedMount ended) {
    if (json.isWanted()) {
      Json.print(ended.json());
    } else {
      ended.lines().forEach(System.out::println);
    }
  }

  private void show(Status status) {
    if (json.isWanted()) {
      Json.print(status.json());
      return;
    }
    Terminal.Size window = Terminal.size();
    int height = watch ? window.lines() - 1 : Integer.MAX_VALUE;
    status.lines(window.columns(), height).forEach(System.out::println);
  }
}

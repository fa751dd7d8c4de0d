package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import synchmess.job.Shown;

/** {@code synchmess status}. */
@Command(
    name = "status",
    description = "Show a mount, its job queue and its groups.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final List<String> NUMBERS =
      List.of("depth", "delayed", "bytes", "sleepers", "readers", "sent", "received");
  private static final int NAME_WIDTH = 26;
  private static final int NUMBER_WIDTH = 11;
  private static final int REFRESH_MILLIS = 1000;
  private static final String CLEAR_SCREEN = "\033[H\033[2J";

  @Mixin private Directory directory;

  @Option(names = "--watch", description = "Refresh each second, until interrupted.")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    MountPoint mountPoint = directory.mountPoint();
    show(checked(mountPoint));
    while (watch && !System.out.checkError()) {
      Thread.sleep(REFRESH_MILLIS);
      System.out.print(CLEAR_SCREEN);
      show(checked(mountPoint));
    }
    return ExitCode.OK;
  }

  /** A mount that answers; of another it is told what became of it. */
  private static MountPoint checked(MountPoint mountPoint) {
    StateFile state = new StateFile(mountPoint);
    if (!mountPoint.isMounted()) {
      state.failure().ifPresent(failure -> tellFailure(mountPoint, state, failure));
      return mountPoint.checkMounted();
    }
    Optional<DaemonProcess> daemon = state.daemon();
    if (daemon.isEmpty() && state.failure().isPresent()) {
      tellFailure(mountPoint, state, state.failure().get());
      throw new Failure(
          ExitCode.FAILED,
          "the mount at %s is dead; try: synchmess mount %1$s".formatted(mountPoint.path()));
    }
    if (daemon.isPresent() && daemon.get().isStopped()) {
      throw new Failure(
          ExitCode.FAILED,
          "the daemon, pid %d, is stopped; try: kill -CONT %1$d".formatted(daemon.get().pid()));
    }
    if (Answer.of(mountPoint.path()) != Answer.YES) {
      throw new Failure(ExitCode.FAILED, "the mount at " + mountPoint.path() + " does not answer");
    }
    return mountPoint;
  }

  private static void tellFailure(MountPoint mountPoint, StateFile state, String failure) {
    line("mount", mountPoint.path().toString());
    line("failed", failure);
    if (Files.exists(state.logFile())) {
      line("log", state.logFile().toString());
    }
  }

  private static void show(MountPoint mountPoint) throws IOException {
    MountView view = new MountView(mountPoint.path());
    StateFile state = new StateFile(mountPoint);
    line("mount", mountPoint.path().toString());
    line("engine", String.join(": ", view.parameter("engine").split("\n", -1)));
    line("version", view.parameter("version"));
    line("pid", state.daemon().map(daemon -> Long.toString(daemon.pid())).orElse("unknown"));
    line("log", Files.exists(state.logFile()) ? state.logFile().toString() : "standard error");
    line("jobs", queue(view.jobs()));
    System.out.println();
    System.out.print(table(view));
  }

  private static String queue(Map<String, String> stats) {
    return "%s queued, %s running; %s of %s workers idle"
        .formatted(
            Stream.of("queued", "running", "idle", "workers")
                .map(name -> stats.getOrDefault(name, "-"))
                .toArray());
  }

  private static void line(String name, String value) {
    System.out.printf("%-8s %s%n", name + ":", Shown.line(value));
  }

  private static TextTable table(MountView view) throws IOException {
    Column[] columns = new Column[NUMBERS.size() + 1];
    columns[0] = new Column(NAME_WIDTH, 0, Column.Overflow.SPAN);
    for (int i = 1; i < columns.length; i++) {
      columns[i] = new Column(NUMBER_WIDTH, 0, Column.Overflow.SPAN);
    }
    TextTable table = TextTable.forColumns(new ColorScheme.Builder().build(), columns);
    table.addRowValues(row("GROUP", NUMBERS.stream().map(StatusCommand::heading).toList()));
    for (String group : view.groups()) {
      Map<String, String> stats = view.stats(group);
      table.addRowValues(
          row(group, NUMBERS.stream().map(name -> stats.getOrDefault(name, "-")).toList()));
    }
    return table;
  }

  private static String heading(String name) {
    return name.toUpperCase(java.util.Locale.ROOT);
  }

  private static String[] row(String name, List<String> numbers) {
    String[] row = new String[numbers.size() + 1];
    row[0] = Shown.line(name);
    for (int i = 0; i < numbers.size(); i++) {
      row[i + 1] = String.format("%" + (NUMBER_WIDTH - 1) + "s", Shown.line(numbers.get(i)));
    }
    return row;
  }
}

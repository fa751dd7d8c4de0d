package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.harness.TestedEngine;
import synchmess.mounting.MountTable;

/** A signal to the command while it waits for its mount. */
class InterruptedMountTest {
  private final Synchmess synchmess = new Synchmess();
  private final Path mount = synchmess.path("new/m");

  @TempDir private Path directory;

  @AfterEach
  void close() throws IOException {
    Synchmess.run("unmount", mount.toString());
    synchmess.close();
  }

  private Program mounting(Path rules) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Repository.file("daemon/bin/synchmess").toString());
    command.addAll(List.of("mount", mount.toString(), "--udev-rules=" + rules));
    command.addAll(TestedEngine.current().options());
    return Program.start(directory, command);
  }

  private long daemon() throws IOException {
    String name = mount.toString().substring(1).replace('/', '_');
    return Long.parseLong(
        Files.readAllLines(Path.of("/run/synchmess", name + ".pid")).get(0).strip());
  }

  private static boolean hasThread(long pid, String name) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.anyMatch(thread -> isNamed(thread, name));
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean isNamed(Path thread, String name) {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(name);
    } catch (IOException gone) {
      return false;
    }
  }

  /** The rules come from a FIFO: the start waits until the test has written them. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signal_leavesNothing(String signal, int exit) throws IOException {
    Path rules = directory.resolve("rules");
    Program.run(directory, List.of("mkfifo", rules.toString())).output();
    try (Program command = mounting(rules)) {
      try (OutputStream started = Files.newOutputStream(rules)) {
        long daemon = daemon();
        command.signal(signal);
        Condition.await("that the daemon has heard it", () -> hasThread(daemon, "signal"));
        started.flush();
      }
      Outcome outcome = command.finish();

      assertThat(outcome.exit()).isEqualTo(exit);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(MountTable.at(mount)).isEmpty();
    assertThat(mount.getParent()).doesNotExist();
    assertThat(stateFiles()).isEmpty();
  }

  private List<Path> stateFiles() throws IOException {
    String name = mount.getParent().getParent().getFileName().toString();
    try (Stream<Path> files = Files.list(Path.of("/run/synchmess"))) {
      return files.filter(file -> file.toString().contains(name)).toList();
    }
  }
}

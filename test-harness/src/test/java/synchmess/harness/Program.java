package synchmess.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside the daemon: a shell, a tool, a client.
 *
 * <p>It and all that it started are killed when it runs longer than any of them should, so that
 * nothing hangs the suite.
 */
public final class Program implements AutoCloseable {
  /** Most take a second; a machine that others use too takes ten times as long. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int KILLED = 128 + 9;

  private final List<String> command;
  private final Path out;
  private final Path err;
  private final long started = System.nanoTime();
  private final Process process;

  private Program(List<String> command, Path directory) throws IOException {
    this.command = command;
    out = Files.createTempFile("synchmess-", ".out");
    err = Files.createTempFile("synchmess-", ".err");
    process =
        new ProcessBuilder(limited(command))
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  /** timeout(1) makes a process group of what it starts, and kills the whole of it. */
  private static List<String> limited(List<String> command) {
    List<String> limited = new ArrayList<>();
    limited.addAll(List.of("timeout", "--signal=KILL", String.valueOf(LIMIT.toSeconds())));
    limited.addAll(command);
    return limited;
  }

  /** Starts a program in a directory. */
  public static Program start(Path directory, List<String> command) {
    try {
      return new Program(command, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program in a directory to its end. */
  public static Outcome run(Path directory, List<String> command) {
    try (Program program = start(directory, command)) {
      return program.finish();
    }
  }

  /** The process id of the program itself. */
  public long pid() {
    return await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> process.children().findFirst(), child -> child.isPresent())
        .orElseThrow()
        .pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has printed that text and then waits in the kernel for something to happen. */
  public void awaitWaitingAfter(String text) {
    Condition.await(
        "that it waits after '" + text + "'", () -> outputSoFar().contains(text) && sleeps());
  }

  /** Source: proc_pid_stat(5). */
  private boolean sleeps() throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'S';
  }

  /** What it has written to stdout so far. */
  public String outputSoFar() {
    return text(out);
  }

  /** Writes a line to its stdin. */
  public void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(ISO_8859_1));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a process a signal, such as {@code INT}. */
  static void signal(String name, long pid) {
    run(Path.of("/"), List.of("sh", "-c", "kill -" + name + " " + pid)).output();
  }

  /** Sends the program a signal, such as {@code INT}. */
  public void signal(String name) {
    signal(name, pid());
  }

  /**
   * Waits for its end.
   *
   * @throws AssertionError when it had to be killed, since it took too long
   */
  public Outcome finish() {
    try {
      if (!process.waitFor(LIMIT.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not even SIGKILL ends " + command);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Outcome outcome = new Outcome(process.exitValue(), text(out), text(err));
    if (outcome.exit() == KILLED && System.nanoTime() - started >= LIMIT.toNanos()) {
      throw new AssertionError(command + " hung: " + outcome);
    }
    return outcome;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, if it still runs. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

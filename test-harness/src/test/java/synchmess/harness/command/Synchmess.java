package synchmess.harness.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.harness.TestedEngine;

/** The command as a user types it, with directories of its own to mount at. */
final class Synchmess implements AutoCloseable {
  private final Path scratch;
  private final Set<Path> mounted = new LinkedHashSet<>();

  Synchmess() {
    try {
      scratch = Files.createTempDirectory("synchmess-command-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path that nothing is at yet. */
  Path path(String name) {
    return scratch.resolve(name);
  }

  static Outcome run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.file("daemon/bin/synchmess").toString());
    command.addAll(List.of(arguments));
    return Program.run(Path.of("/"), command);
  }

  /** Interrupts the command that a program runs in a terminal, as ^C does. */
  static void interrupt(Program terminal) {
    Program.run(Path.of("/"), List.of("kill", "-INT", Long.toString(pid(terminal)))).output();
  }

  /** The Java machine that a program started. */
  static long pid(Program terminal) {
    return ProcessHandle.of(terminal.pid())
        .orElseThrow()
        .descendants()
        .filter(each -> each.info().command().filter(name -> name.endsWith("/java")).isPresent())
        .map(ProcessHandle::pid)
        .findFirst()
        .orElse(terminal.pid());
  }

  /**
   * As {@link #run}, in this process: what a command does is the same however it was started. Not
   * for one that mounts, or that looks where its output goes.
   */
  static Outcome call(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      int exit = synchmess.daemon.Synchmess.run(arguments);
      return new Outcome(exit, printed.toString(ISO_8859_1), said.toString(ISO_8859_1));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Mounts in the background, until closed; served as {@link TestedEngine} says. */
  Path mount(String name, String... options) {
    Path directory = path(name);
    mounted.add(directory);
    List<String> arguments = new ArrayList<>(List.of("mount", directory.toString()));
    arguments.addAll(TestedEngine.current().options());
    arguments.addAll(List.of(options));
    String printed = run(arguments.toArray(String[]::new)).output();
    if (!printed.equals(directory + "\n")) {
      throw new AssertionError("mount printed: " + printed);
    }
    return directory;
  }

  /** What {@code status} says after that word at the beginning of a line. */
  static String status(Path mount, String word) {
    return call("status", mount.toString())
        .output()
        .lines()
        .filter(line -> line.startsWith(word + ":"))
        .map(line -> line.substring(word.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    for (Path each : mounted) {
      if (Files.exists(each)) {
        run("unmount", each.toString()).output();
        Files.deleteIfExists(each);
      }
    }
    Files.deleteIfExists(scratch);
  }
}

package synchmess.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import synchmess.ioctl.Ioctl;

/**
 * Single system calls, made by a process of their own. A call is a text such as {@code open orders
 * rw} or {@code read 100}; its result a line such as {@code read 5 hello} or {@code read -1
 * EAGAIN}. All calls are listed in {@code src/main/c/probe/calls.c}.
 */
final class Probe {
  private static final String SOURCES = "test-harness/src/main/c/probe";

  /** The compiled program. */
  static final Path PROGRAM = CProgram.compiled(SOURCES);

  private Probe() {}

  /** Carries out calls, and returns a line for each. */
  static List<String> run(Path directory, String... calls) {
    return Program.run(directory, command(calls)).output().lines().toList();
  }

  /** Starts to carry out calls. */
  static Program start(Path directory, String... calls) {
    return Program.start(directory, command(calls));
  }

  private static List<String> command(String... calls) {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM.toString());
    command.addAll(List.of(calls));
    return command;
  }

  /** The call {@code ioctl} for a command without an argument. */
  static String ioctl(Ioctl command) {
    return "ioctl " + command.command();
  }

  /** The call {@code ioctl} for a command with an argument that begins with an unsigned int. */
  static String ioctl(Ioctl command, long argument) {
    return ioctl(command) + " " + argument;
  }
}

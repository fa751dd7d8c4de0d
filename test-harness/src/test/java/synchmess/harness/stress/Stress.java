package synchmess.harness.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import synchmess.harness.CProgram;
import synchmess.harness.Program;

/** The clients in C: {@code stress CLIENT ARGUMENTS}. Their sources say what they do. */
final class Stress {
  private static final Path PROGRAM = CProgram.compiled("test-harness/src/main/c/stress");
  private static final Path ANYWHERE = Path.of("/");

  private Stress() {}

  /** The command line of a client. */
  static List<String> command(String client, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), client));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  /** Starts a client. */
  static Program start(String client, Object... arguments) {
    return Program.start(ANYWHERE, command(client, arguments));
  }

  /** Runs a client, which has to end well, and returns what it reports. */
  static Report run(String client, Object... arguments) {
    return Report.of(Program.run(ANYWHERE, command(client, arguments)).output());
  }
}

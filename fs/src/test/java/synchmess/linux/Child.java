package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that has begun, says so, and for each line that it gets does the next thing. It ends
 * with its input.
 */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  /**
   * @param script in Perl, run after {@code $| = 1}, before the process says that it has begun
   * @param then what it does for the first line
   * @param prefix a command that runs it
   */
  Child(String script, String then, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(
        List.of(
            "perl",
            "-e",
            "$| = 1; "
                + script
                + "; print \"begun\\n\"; <STDIN>; "
                + then
                + "; print \"gone on\\n\"; 1 while <STDIN>"));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    said = process.inputReader(UTF_8);
    expect("begun");
  }

  void expect(String line) throws IOException {
    assertThat(said.readLine()).isEqualTo(line);
  }

  void goOn() throws IOException {
    process.outputWriter(UTF_8).append("\n").flush();
    expect("gone on");
  }

  int pid() {
    return (int) process.pid();
  }

  /** Returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}

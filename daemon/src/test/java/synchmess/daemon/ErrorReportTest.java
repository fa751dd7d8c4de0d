package synchmess.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReportTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String command) {
    return Synchmess.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(command.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help --foo",
        "help mount --foo",
        "help job submit --foo",
        "group --foo",
        "group add --foo",
        "group remove --foo",
        "job submit --foo",
        "job show --foo",
        "job cancel --foo",
        "job remove --foo",
        "job prio --foo",
        "job prio 1 --foo",
      })
  void wrongOption_isNamed_withOneLineOfUsage(String command) {
    assertThat(run(command)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).matches("synchmess: [^\n]*'--foo'[^\n]*\nUsage: [^\n]+\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void missingWord_isNamed() {
    assertThat(run("group add")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help help", "help --help", "help job submit"})
  void help_isNoError(String command) {
    assertThat(run(command)).isEqualTo(ExitCode.OK);

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).startsWith("Usage: synchmess");
  }
}

package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** What root runs, and what he does not. */
@Tag("no-engine")
class LauncherTest {
  private static final int MISSING = 4;

  private static final String COPY =
      """
      cd "$1"
      daemon/bin/synchmess --version > /dev/null 2>&1
      cp -r --parents --preserve=timestamps pom.xml fs/pom.xml fs/src/main \
          daemon/pom.xml daemon/src/main daemon/bin daemon/target/*.jar daemon/target/*.jsa \
          daemon/target/lib "$2"
      """;

  @TempDir Path copy;

  private static Outcome sh(String script, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("sh", "-ec", script, "sh"));
    command.addAll(List.of(arguments));
    return Program.run(Path.of("/"), command);
  }

  private Outcome version(String preparation) {
    sh(COPY, Repository.file(".").toString(), copy.toString()).output();
    return sh("cd \"$1\"; " + preparation + " daemon/bin/synchmess --version", copy.toString());
  }

  @Test
  void jarThatOthersCanWriteTo_isNotRunByRoot() {
    Outcome refused = version("chmod o+w daemon/target/synchmess.jar;");

    assertThat(refused.exit()).isEqualTo(MISSING);
    assertThat(refused.err()).contains("synchmess.jar, which other users can change");
  }

  @Test
  void libraryOfAnotherUser_isNotRunByRoot() {
    Outcome refused = version("chown 1234 daemon/target/lib/slf4j-simple-*.jar;");

    assertThat(refused.exit()).isEqualTo(MISSING);
    assertThat(refused.err()).contains("slf4j-simple");
  }

  @Test
  void cloneOfAUser_isRunByRootWithSudo() {
    assertThat(version("chown -R 1234 .;").out()).startsWith("synchmess ");
  }

  @Test
  void optionsForEachJavaMachine_areNotTakenByRoot() throws IOException {
    Outcome outcome = version("JAVA_TOOL_OPTIONS=-Dx=y _JAVA_OPTIONS=-Dx=y");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
  }
}

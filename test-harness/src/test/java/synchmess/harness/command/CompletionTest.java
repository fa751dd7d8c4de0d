package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** What a shell offers at the tabulator key. */
@Tag("no-engine")
class CompletionTest {
  private static final Synchmess SYNCHMESS = new Synchmess();
  private static Path mount;

  @TempDir private Path directory;

  @BeforeAll
  static void mount() throws IOException {
    mount = SYNCHMESS.mount("m");
    Files.writeString(mount.resolve("orders"), "hello");
    Files.writeString(mount.resolve("bills"), "hello");
    Synchmess.run("job", "submit", "--wait", "--mount=" + mount, "op=stat", "in=/etc/passwd");
  }

  @AfterAll
  static void unmount() throws IOException {
    SYNCHMESS.close();
  }

  /**
   * As bash splits them: each {@code =} is a word.
   *
   * @param words the last one is being typed
   */
  private List<String> offered(String... words) {
    String line = "'" + String.join("' '", words) + "'";
    String script =
        "export SYNCHMESS_MOUNT=%s; . %s; COMP_WORDS=(%s); COMP_CWORD=%d; _synchmess 2>/dev/null;"
                .formatted(
                    mount, Repository.file("daemon/bin/completion.bash"), line, words.length - 1)
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    String offered = Program.run(directory, List.of("bash", "-c", script)).output();
    return offered.lines().filter(each -> !each.isEmpty()).toList();
  }

  @Test
  void commandsAndOptions_areThoseOfTheHelp() {
    assertThat(offered("synchmess", "job", "sub")).containsExactly("submit");
    assertThat(offered("synchmess", "bui")).containsExactly("build");
    assertThat(offered("synchmess", "mount", "--io")).contains("--io-uring");
  }

  @Test
  void groups_areThoseOfTheMount() {
    assertThat(offered("synchmess", "group", "remove", "")).containsExactly("bills", "orders");
    assertThat(offered("synchmess", "group", "remove", "bills", "or")).containsExactly("orders");
    assertThat(offered("synchmess", "job", "submit", "callback", "=", "b"))
        .containsExactly("bills");
  }

  @Test
  void jobs_areThoseOfTheMount() {
    for (String command : List.of("show", "wait", "cancel", "remove")) {
      assertThat(offered("synchmess", "job", command, "")).containsExactly("1");
    }
    assertThat(offered("synchmess", "job", "prio", "1", "h")).containsExactly("high");
  }

  @Test
  void operations_areAllThatThereAre() {
    String help = Synchmess.run("job", "submit", "--help").output().replaceAll("\\s+", " ");

    List<String> operations = offered("synchmess", "job", "submit", "op", "=", "");

    assertThat(help).contains("op is one of " + String.join(", ", operations) + ".");
    assertThat(offered("synchmess", "job", "submit", "op", "=")).isEqualTo(operations);
    assertThat(offered("synchmess", "job", "submit", "op", "=", "chec"))
        .containsExactly("checksum");
  }

  @Test
  void filesAfterIn_areThoseOfTheDirectory() throws IOException {
    Files.writeString(directory.resolve("letter"), "hello");

    assertThat(offered("synchmess", "job", "submit", "op", "=", "stat", "in", "=", "let"))
        .containsExactly("letter");
    assertThat(offered("synchmess", "job", "submit", "in", "=", "/etc/passw"))
        .contains("/etc/passwd");
  }

  @Test
  void mountOption_decidesWhichMount() {
    assertThat(offered("synchmess", "group", "remove", "--mount", "=", "/nothing", "")).isEmpty();
  }
}

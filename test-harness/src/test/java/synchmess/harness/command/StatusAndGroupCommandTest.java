package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.harness.TestedEngine;

@Tag("no-engine")
class StatusAndGroupCommandTest {
  private static final int SCREEN_COLUMNS = 80;

  private static final Synchmess SYNCHMESS = new Synchmess();
  private static Path mount;

  @BeforeAll
  static void mount() {
    mount = SYNCHMESS.mount("m");
  }

  @AfterAll
  static void unmount() throws IOException {
    SYNCHMESS.close();
  }

  @AfterEach
  void removeGroups() throws IOException {
    try (Stream<Path> groups = Files.list(mount.resolve("ctl"))) {
      for (Path group : groups.toList()) {
        Files.delete(mount.resolve(group.getFileName()));
      }
    }
  }

  private Outcome group(String what, String... names) {
    String[] arguments = new String[names.length + 4];
    arguments[0] = "group";
    arguments[1] = what;
    arguments[2] = "--mount";
    arguments[3] = mount.toString();
    System.arraycopy(names, 0, arguments, 4, names.length);
    return Synchmess.call(arguments);
  }

  @Test
  void status_showsEachGroupInALine() throws IOException {
    Files.writeString(mount.resolve("orders"), "hello");
    Files.writeString(mount.resolve("orders"), "world");

    String status = Synchmess.call("status", mount.toString()).output();

    assertThat(status)
        .contains("engine:  " + TestedEngine.current().engineName())
        .containsPattern("GROUP +DEPTH +DELAYED +BYTES");
    assertThat(status).containsPattern("orders +2 +0 +10 +0 +0 +2 +0");
  }

  @Test
  void status_fits80Columns_sortsNumbersAndSums() throws IOException {
    for (int i : new int[] {10, 9, 1}) {
      Files.writeString(mount.resolve("synchmess" + i), "hello");
    }

    List<String> lines = Synchmess.call("status", mount.toString()).output().lines().toList();

    assertThat(lines).allMatch(line -> line.length() <= SCREEN_COLUMNS || !line.contains(" "));
    assertThat(lines.subList(lines.size() - 5, lines.size()))
        .satisfiesExactly(
            head -> assertThat(head).endsWith("OLDEST"),
            line -> assertThat(line).matches("synchmess1 +1 +0 +5 .*[0-9]m?s"),
            line -> assertThat(line).startsWith("synchmess9 "),
            line -> assertThat(line).startsWith("synchmess10 "),
            line -> assertThat(line).matches("= 3 groups +3 +0 +15 .*[0-9]m?s"));
  }

  @Test
  void status_watchedInASmallWindow_keepsItsHead() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.writeString(mount.resolve("g" + i), "hello");
    }
    String watch = Repository.file("daemon/bin/synchmess") + " status --watch " + mount;
    List<String> inATerminal =
        List.of("script", "-qc", "stty rows 16 cols 80; exec " + watch, "/dev/null");

    String screen;
    try (Program watching = Program.start(Path.of("/"), inATerminal)) {
      Condition.await("a screen and the next", () -> screens(watching).size() > 2);
      screen = screens(watching).get(1);
    }

    assertThat(screen).startsWith("mount:   " + mount).contains(" more\r\n= 30 groups ");
    assertThat(screen.lines().count()).isLessThan(16);
  }

  @Test
  void status_watchedAndInterrupted_leavesACleanLine() {
    String watch = Repository.file("daemon/bin/synchmess") + " status --watch " + mount;
    List<String> inATerminal = List.of("script", "-qc", "exec " + watch, "/dev/null");

    try (Program watching = Program.start(Path.of("/"), inATerminal)) {
      Condition.await("a screen", () -> screens(watching).size() > 1);
      Synchmess.interrupt(watching);

      assertThat(watching.finish().out()).endsWith("\r\033[K");
    }
  }

  /** What is printed between two clearings of the screen; the first is what came before. */
  private static List<String> screens(Program program) {
    return List.of(program.outputSoFar().split("\033\\[H\033\\[2J", -1));
  }

  @Test
  void json_statusAndGroupList() throws IOException {
    Files.writeString(mount.resolve("orders"), "hello");

    String status = Synchmess.call("status", "--json", mount.toString()).output();

    assertThat(status)
        .contains("\"mount\": \"" + mount + "\"", "\"name\": \"orders\"", "\"depth\": 1");
    assertThat(group("list", "--json").output().replaceAll("\\s", "")).isEqualTo("[\"orders\"]");
  }

  @Test
  void status_nothingMounted_saysSo() {
    Outcome outcome = Synchmess.call("status", SYNCHMESS.path("elsewhere").toString());

    assertThat(outcome.exit()).isEqualTo(3);
  }

  @Test
  void group_add_printsThePaths() {
    String printed = group("add", "orders", "synchmess7").output();

    assertThat(printed).isEqualTo(mount + "/orders\n" + mount + "/synchmess7\n");
  }

  @Test
  void group_list_printsTheNamesSorted() {
    group("add", "b", "a").output();

    assertThat(group("list").output()).isEqualTo("a\nb\n");
  }

  @Test
  void group_remove_uninstalls() {
    group("add", "orders").output();

    group("remove", "orders").output();

    assertThat(mount.resolve("orders")).doesNotExist();
  }

  @Test
  void group_badNames_areClearErrors() {
    Outcome leadingDot = group("add", ".orders");
    Outcome elsewhere = group("add", "../orders");
    Outcome missing = group("remove", "orders");

    assertThat(leadingDot.exit()).isEqualTo(1);
    assertThat(leadingDot.err()).contains("cannot add '.orders': Invalid argument");
    assertThat(elsewhere.exit()).isEqualTo(2);
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("cannot remove 'orders': No such file or directory");
  }
}

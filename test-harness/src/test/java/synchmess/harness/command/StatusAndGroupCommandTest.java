package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.Outcome;
import synchmess.harness.TestedEngine;

@Tag("no-engine")
class StatusAndGroupCommandTest {
  private final Synchmess synchmess = new Synchmess();
  private Path mount;

  @BeforeEach
  void mount() {
    mount = synchmess.mount("m");
  }

  @AfterEach
  void unmount() throws IOException {
    synchmess.close();
  }

  private Outcome group(String what, String... names) {
    String[] arguments = new String[names.length + 4];
    arguments[0] = "group";
    arguments[1] = what;
    arguments[2] = "--mount";
    arguments[3] = mount.toString();
    System.arraycopy(names, 0, arguments, 4, names.length);
    return Synchmess.run(arguments);
  }

  @Test
  void status_showsEachGroupInALine() throws IOException {
    Files.writeString(mount.resolve("orders"), "hello");
    Files.writeString(mount.resolve("orders"), "world");

    String status = Synchmess.run("status", mount.toString()).output();

    assertThat(status)
        .contains("engine:  " + TestedEngine.current().engineName())
        .containsPattern("GROUP +DEPTH +DELAYED +BYTES");
    assertThat(status).containsPattern("orders +2 +0 +10 +0 +0 +2 +0");
  }

  @Test
  void status_nothingMounted_saysSo() {
    Outcome outcome = Synchmess.run("status", synchmess.path("elsewhere").toString());

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

package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Outcome;

@Tag("no-engine")
class CommandLineTest {
  private static final int SCREEN_LINES = 24;
  private static final int SCREEN_COLUMNS = 80;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "mount --help",
        "unmount --help",
        "status --help",
        "group --help",
        "demo --help",
        "doctor --help",
        "help",
        "help mount",
        "help build",
        "help group add",
        "help job submit"
      })
  void help_fitsAScreen(String arguments) {
    String help = Synchmess.call(arguments.split(" ", -1)).output();

    assertThat(help.lines().count()).isBetween(3L, (long) SCREEN_LINES);
    assertThat(help.lines()).allMatch(line -> line.length() <= SCREEN_COLUMNS);
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(Synchmess.run("--version").output()).matches("synchmess \\d+\\.\\d+\\.\\d+.*\n");
  }

  @Test
  void help_ofACommand_isItsOwn() {
    assertThat(Synchmess.call("help", "job", "wait").output())
        .isEqualTo(Synchmess.call("job", "wait", "--help").output());
    assertThat(Synchmess.call("help", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  void build_isACommandLikeTheOthers() {
    assertThat(Synchmess.run("--help").output()).containsPattern("\n  build +Build");
    assertThat(Synchmess.run("build").output()).isEmpty();
    assertThat(Synchmess.run("build", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  void doctor_json_tellsWhetherItIsReady() {
    assertThat(Synchmess.run("doctor", "--json").output()).contains("\"ready\": true");
  }

  @Test
  void unknownCommand_isAUsageError() {
    Outcome outcome = Synchmess.run("frobnicate");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("frobnicate");
  }

  @Test
  void doctor_aMachineThatCanMount_isReady() {
    String said = Synchmess.run("doctor").output();

    assertThat(said).contains("ok      /dev/fuse").contains("Ready: synchmess mount");
  }

  @Test
  void demo_playsEveryOperationAndSaysWhatToTypeNext() {
    String played = Synchmess.run("demo").output();

    assertThat(played)
        .contains("$ cat orders; cat orders\nhello\nworld\n")
        .contains("ready: 0, delayed: 1\n")
        .contains("$ cat ctl/orders/next\nlater\n")
        .contains("3<> ctl/orders/revoke\n1\n")
        .contains("sync orders; cat orders\nhurry\n")
        .contains("asleep: 2\n")
        .contains("Ada is awake\n")
        .contains("Ben is awake\n")
        .contains("op: checksum\nstate: done\nsha256: ")
        .contains("Unmounted. Now for yourself:");
  }
}

package synchmess.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Condition;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.harness.stress.PlainUser;
import synchmess.mounting.MountTable;

/** Whatever is thrown at a command: one line on standard error, and an exit code. */
@Tag("no-engine")
class ErrorLineTest {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int NOT_MOUNTED = 3;

  private static final int ADA = 1234;
  private static final String COMMAND = Repository.file("daemon/bin/synchmess").toString();

  private static Path scratch;
  private static Path alive;
  private static Path dead;

  @BeforeAll
  static void mount() throws IOException {
    scratch = Files.createTempDirectory("synchmess-errors-").toRealPath();
    sh("chmod 755 " + scratch);
    alive = Files.createDirectory(scratch.resolve("alive"));
    dead = Files.createDirectory(scratch.resolve("dead"));
    Synchmess.run("mount", alive.toString()).output();
    Synchmess.run("mount", dead.toString()).output();
    sh("kill -KILL " + Synchmess.status(dead, "pid"));
    Condition.await("its end", () -> sh("stat " + dead + "/ctl").exit() != 0);
  }

  @AfterAll
  static void unmount() {
    Synchmess.run("unmount", alive.toString()).output();
    Synchmess.run("unmount", dead.toString()).output();
    sh("rm -rf --one-file-system " + scratch).output();
    sh("rm -f /run/synchmess/tmp_" + scratch.getFileName() + "_*").output();
  }

  private static Outcome sh(String script) {
    return Program.run(
        Path.of("/"), List.of("sh", "-c", "synchmess() { " + COMMAND + " \"$@\"; }; " + script));
  }

  /** Each command that is about a mount, at that directory. */
  private static List<String> commands(Path mount) {
    List<String> commands = new ArrayList<>(List.of("status " + mount, "status --watch " + mount));
    for (String each :
        List.of(
            "group list",
            "group add orders",
            "group remove orders",
            "job submit op=stat in=/etc/passwd",
            "job submit --wait op=stat in=/etc/passwd",
            "job list",
            "job show 1",
            "job wait 1",
            "job cancel 1",
            "job remove 1",
            "job prio 1 high",
            "job workers")) {
      commands.add(each + " --mount=" + mount);
    }
    return commands;
  }

  private static void assertOneLine(Outcome outcome, String command, int exit) {
    assertThat(outcome.exit()).as("%s: %s", command, outcome).isEqualTo(exit);
    assertThat(outcome.err()).as("%s: %s", command, outcome).matches("synchmess: [^\n]+\n");
    assertThat(outcome.err()).as(command).doesNotContain("java", "Exception", "\tat ");
  }

  private static Outcome call(String command) {
    return Synchmess.call(command.split(" ", -1));
  }

  @Test
  void deadMount() {
    for (String command : commands(dead)) {
      assertOneLine(call(command), command, FAILED);
    }
  }

  @Test
  void noMount() throws IOException {
    Path nothing = scratch.resolve("nothing");
    Path file = Files.writeString(scratch.resolve("file"), "hello");
    for (String command : commands(nothing)) {
      assertOneLine(call(command), command, NOT_MOUNTED);
    }
    for (Path mount : List.of(nothing, file, scratch, file.resolve("below"))) {
      for (String command : List.of("unmount " + mount, "status " + mount)) {
        assertOneLine(call(command), command, NOT_MOUNTED);
      }
    }
  }

  @Test
  void noRights() {
    try (PlainUser ada = new PlainUser(ADA)) {
      for (String command : commands(alive)) {
        Outcome outcome = ada.sh("synchmess " + command);
        assertOneLine(outcome, command, FAILED);
        assertThat(outcome.err()).as(command).endsWith("Permission denied\n");
      }
      assertOneLine(ada.sh("synchmess unmount " + alive), "unmount", FAILED);
    }
    assertThat(sh("stat " + alive + "/ctl").exit()).isZero();
  }

  @Test
  void badMountPoint() throws IOException {
    Path file = Files.writeString(scratch.resolve("no-directory"), "hello");
    for (String path : List.of(file.toString(), file + "/below", "/proc/below", "''")) {
      Outcome outcome = sh("synchmess mount " + path);
      assertThat(outcome.exit()).as("%s: %s", path, outcome).isNotZero();
      assertThat(outcome.err()).as(path).startsWith("synchmess: ").hasLineCount(1);
      assertThat(outcome.err()).as(path).doesNotContain("java", "Exception");
    }
  }

  @Test
  void emptyMountPoint_isNotTheWorkingDirectory() throws IOException {
    Path empty = Files.createDirectory(scratch.resolve("empty"));

    Outcome outcome = sh("cd " + empty + "; synchmess mount ''");

    Synchmess.run("unmount", empty.toString());
    assertOneLine(outcome, "mount ''", USAGE);
    assertThat(outcome.err()).contains("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "--nonsense",
        "mount --engine=foo",
        "mount --engine=",
        "mount --io-uring=foo",
        "mount --io-uring-depth=many",
        "mount --io-uring-depth=99999999999",
        "mount --log-level=loud",
        "mount --max-message-size=many",
        "mount --max-storage-size=99999999999999999999999",
        "mount --max-blocked=-",
        "mount --job-grace=soon",
        "mount a b",
        "unmount a b",
        "status --wacth",
        "group list --nonsense",
        "group add",
        "group remove",
        "job submit",
        "job show",
        "job wait --nonsense 1",
        "job prio 1",
        "job prio 1 urgent",
        "demo now",
        "doctor --nonsense",
      })
  void badUsage_isFollowedByOneLineOfUsage(String command) {
    Outcome outcome = call(command);

    assertThat(outcome.exit()).isEqualTo(USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).matches("synchmess: [^\n]+\nUsage: synchmess[^\n]+\n");
    assertThat(outcome.err()).doesNotContain("java", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount --max-message-size=0",
        "mount --max-storage-size=-1",
        "mount --max-blocked=-1",
        "mount --max-blocked=0",
        "mount --io-uring-depth=0",
        "mount --job-grace=-1",
        "mount --udev-rules=/no/such/file",
        "mount --udev-rules=/etc",
        "job show x --mount=$M",
        "job submit nonsense --mount=$M",
        "job submit op=stat in=$(printf '\\377') --mount=$M",
        "group add a/b --mount=$M",
        "unmount ''",
        "status ''",
        "group list --mount=",
      })
  void badValue(String command) {
    String path = command.startsWith("mount") ? " " + scratch.resolve("unused") : "";

    Outcome outcome = sh("M=" + alive + "; synchmess " + command + path);

    boolean unused = !Files.exists(scratch.resolve("unused"));
    sh("synchmess unmount " + scratch.resolve("unused"));
    assertOneLine(outcome, command, USAGE);
    assertThat(unused).isTrue();
  }

  @Test
  void outputThatCannotBeWritten() {
    call("group add orders --mount=" + alive).output();
    for (String command :
        List.of(
            "--help",
            "--version",
            "doctor",
            "demo",
            "mount " + scratch.resolve("unheard"),
            "status " + alive,
            "status --watch " + alive,
            "group list --mount=" + alive,
            "group add x --mount=" + alive,
            "job list --mount=" + alive,
            "job submit op=stat in=/etc/passwd --mount=" + alive,
            "job workers --mount=" + alive)) {
      assertOneLine(sh("synchmess " + command + "> /dev/full"), command, FAILED);
    }
    sh("synchmess unmount " + scratch.resolve("unheard"));
  }

  /** The launcher opens /dev/full in its place. */
  @Test
  void outputThatIsClosed() {
    for (String command : List.of("status " + alive, "mount " + scratch.resolve("unheard"))) {
      assertOneLine(sh("synchmess " + command + ">&-"), command, FAILED);
    }
    sh("synchmess unmount " + scratch.resolve("unheard"));
  }

  /** A script that does not get the path cannot unmount it either. */
  @ParameterizedTest
  @ValueSource(strings = {">/dev/full", "--foreground >/dev/full", "| :"})
  void mountWhosePathNobodyGets_isTakenAway(String rest) {
    Path unheard = scratch.resolve("unheard");

    Outcome outcome = sh("{ synchmess mount " + unheard + " " + rest + "; }");

    assertThat(outcome.err()).contains("synchmess: cannot write to standard output");
    assertThat(MountTable.at(unheard)).isEmpty();
    assertThat(unheard).doesNotExist();
  }

  @Test
  void deadMount_json_isAllThatIsPrinted() {
    Outcome status = sh("synchmess status --json " + dead);

    assertOneLine(status, "status --json", FAILED);
    assertThat(status.out())
        .startsWith("{\n  \"mount\": \"" + dead + "\",\n  \"state\": \"dead\",\n")
        .containsPattern("\"reason\": \".*its daemon, pid \\d+, was killed\"")
        .endsWith("\"\n}\n");
    for (String command : List.of("group list", "job list", "job show 1")) {
      assertThat(sh("synchmess " + command + " --json --mount=" + dead).out()).isEmpty();
    }
  }

  @Test
  void closedStandardErrorAndInput_areNoReasonToFail() {
    assertThat(sh("synchmess status " + alive + " 2>&- <&-").output()).contains("mount:");
    assertThat(sh("synchmess status " + scratch + " 2>&- <&-").exit()).isEqualTo(NOT_MOUNTED);
  }
}

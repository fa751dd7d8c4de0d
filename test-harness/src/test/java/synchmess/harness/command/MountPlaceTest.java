package synchmess.harness.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;

/** Where the mount is that a command is about. */
@Tag("no-engine")
class MountPlaceTest {
  private final Synchmess synchmess = new Synchmess();
  @TempDir private Path directory;

  @BeforeEach
  void follow() throws IOException {
    directory = directory.toRealPath();
  }

  @AfterEach
  void unmount() throws IOException {
    synchmess.close();
  }

  /** A shell in the temporary directory. */
  private Outcome sh(String script) {
    String function = "synchmess() { " + Repository.file("daemon/bin/synchmess") + " \"$@\"; }; ";
    return Program.run(directory, List.of("sh", "-c", function + script));
  }

  @Test
  void mountedAlready_thePathIsPrinted() {
    Path mount = synchmess.mount("m");

    Outcome again = Synchmess.run("mount", mount.toString());
    Outcome inForeground = Synchmess.run("mount", "--foreground", mount.toString());

    assertThat(again.exit()).isEqualTo(5);
    assertThat(again.out()).isEqualTo(mount + "\n");
    assertThat(inForeground.exit()).isEqualTo(5);
    assertThat(inForeground.out()).isEqualTo(mount + "\n");
  }

  @Test
  void anotherFileSystem_noPathIsPrinted() {
    assertThat(Synchmess.run("mount", "/proc").out()).isEmpty();
  }

  @Test
  void namedByTheEnvironment_eachCommandIsAboutIt() {
    String said =
        sh("SYNCHMESS_MOUNT=$PWD/m; export SYNCHMESS_MOUNT; synchmess mount;"
                + " synchmess group add orders; synchmess group list; synchmess job workers;"
                + " synchmess status; synchmess unmount; ls")
            .output();

    assertThat(said)
        .containsSubsequence(
            directory + "/m\n",
            directory + "/m/orders\n",
            "orders\n",
            "worker-1",
            "mount:   " + directory + "/m\n")
        .contains("\norders ");
  }

  @Test
  void namedByTheEnvironmentAndTheCommandLine_theCommandLineDecides() {
    Path mount = synchmess.mount("m");

    assertThat(sh("SYNCHMESS_MOUNT=$PWD synchmess status " + mount).exit()).isZero();
    assertThat(sh("SYNCHMESS_MOUNT= synchmess group list --mount=" + mount).exit()).isZero();
  }

  @Test
  void throughLinks_itIsTheSameMount() throws IOException {
    Path mount = synchmess.mount("m");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("second"));
    Files.createSymbolicLink(directory.resolve("second"), mount);
    Files.createSymbolicLink(directory.resolve("parent"), mount.getParent());

    for (String path :
        List.of("link", "parent/m", "parent/../" + mount.getParent().getFileName() + "/m")) {
      String there = directory + "/" + path;
      assertThat(sh("synchmess mount " + path).out()).isEqualTo(mount + "\n");
      assertThat(Synchmess.call("status", there).output()).startsWith("mount:   " + mount + "\n");
      assertThat(Synchmess.call("group", "add", "a", "--mount=" + there).output())
          .isEqualTo(mount + "/a\n");
      assertThat(Synchmess.call("job", "workers", "--mount=" + there).output())
          .contains("worker-1");
    }
    sh("synchmess unmount link").output();

    assertThat(Synchmess.call("status", mount.toString()).exit()).isEqualTo(3);
  }

  @Test
  void mountedThroughALink_theLinkIsFollowed() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Files.createSymbolicLink(directory.resolve("link"), target);

    assertThat(sh("synchmess mount link").output()).isEqualTo(target + "\n");
    String watched = sh("umount target; synchmess status link").err();

    assertThat(watched).contains("synchmess is not mounted at " + target);
    assertThat(sh("synchmess mount target").output()).isEqualTo(target + "\n");
    sh("synchmess unmount link").output();
  }

  @Test
  void throughALink_aJobTakesNoMessageOfItsMount() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Files.createSymbolicLink(directory.resolve("link"), target);
    sh("synchmess mount link").output();

    Outcome outcome =
        sh(
            "echo hello > link/orders; synchmess job submit --mount=link --wait op=checksum"
                + " in=link/orders; cat target/ctl/orders/depth; synchmess unmount link");

    assertThat(outcome.err()).contains("failed");
    assertThat(outcome.out()).contains("\n1\n");
  }

  @Test
  void directoriesThatAreMissing_areMadeAndGoAtTheEnd() {
    assertThat(sh("synchmess mount a/b/c").output()).isEqualTo(directory + "/a/b/c\n");
    sh("synchmess unmount a/b/c").output();
    assertThat(directory).isEmptyDirectory();

    sh("synchmess mount a/b/c --udev-rules=/no/such/file");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void directoriesThatOthersUse_stay() {
    sh("mkdir a; synchmess mount a/b/c; touch a/b/mine; synchmess unmount a/b/c").output();

    assertThat(directory.resolve("a/b/mine")).exists();
    assertThat(directory.resolve("a/b/c")).doesNotExist();
  }

  @Test
  void namesThatDifferByAnUnderline_haveDaemonsOfTheirOwn() {
    sh("synchmess mount a_/b; synchmess mount a/_b").output();

    String pids = sh("for m in a_/b a/_b; do synchmess status $m | grep pid; done").output();

    assertThat(pids.lines().distinct()).hasSize(2).noneMatch(line -> line.contains("unknown"));
    sh("synchmess unmount a_/b; synchmess unmount a/_b").output();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void unmount_tellsWhatIsLost() {
    String three =
        sh("synchmess mount m; echo 1 > m/a; echo 2 > m/a;"
                + " echo 60000 > m/ctl/a/send_delay; echo 3 > m/a; echo 4 > m/b; : > m/c; cat m/b;"
                + " synchmess unmount m")
            .output();
    String one = sh("synchmess mount m; echo 1 > m/a; synchmess unmount m").output();
    String none = sh("synchmess mount m; : > m/a; synchmess unmount m").output();

    assertThat(three).endsWith("3 messages in 1 group are gone\n");
    assertThat(one).endsWith("1 message in 1 group is gone\n");
    assertThat(none).isEqualTo(directory + "/m\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "de_DE.UTF-8", "C.UTF-8"})
  void inAnyLocale_namesAreUtf8(String locale) {
    String said =
        sh("LC_ALL=%s; LANG=$LC_ALL; export LC_ALL LANG; synchmess mount grün/ö; echo 1 > grün/ö/a;"
                    .formatted(locale)
                + " synchmess status grün/ö; synchmess group add ab --mount=grün/ö;"
                + " synchmess unmount grün/ö; ls")
            .output();

    String mount = new String((directory + "/grün/ö").getBytes(UTF_8), ISO_8859_1);
    assertThat(said)
        .containsSubsequence(mount, "mount:   " + mount, mount + "/ab\n")
        .endsWith("1 message in 1 group is gone\n");
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    Outcome argument = sh("synchmess mount $(printf '\\377x')");
    Outcome variable = sh("SYNCHMESS_MOUNT=$(printf '/tmp/\\377x') synchmess mount");

    assertThat(argument.exit()).isEqualTo(2);
    assertThat(argument.err()).contains("is no path");
    assertThat(variable.exit()).isEqualTo(2);
    assertThat(directory).isEmptyDirectory();
  }

  /** Any user may mount there. */
  @Test
  void besideAMountWhoseNameIsNoText_allIsAsEver() {
    String said =
        sh("d=$(printf '\\377'); mkdir \"$d\"; mount -t tmpfs none \"$d\"; synchmess mount m;"
                + " synchmess status m; synchmess unmount m; umount \"$d\"; rmdir \"$d\"")
            .output();

    assertThat(said).startsWith(directory + "/m\nmount:   ");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void twoAtOnce_oneWinsAndOneSaysSo() {
    Outcome outcome =
        sh(
            "for i in 1 2; do { synchmess mount a/b > out$i 2> err$i; echo $? > exit$i; } & done;"
                + " wait; sort -n exit1 exit2; cat out1 out2; cat err1 err2 >&2; rm out? err? exit?;"
                + " synchmess unmount a/b");

    assertThat(outcome.output()).matches("0\n[15]\n(%s/a/b\n){1,2}".formatted(directory));
    assertThat(outcome.err()).matches("synchmess: (another )?synchmess.*\n");
    assertThat(directory).isEmptyDirectory();
  }
}

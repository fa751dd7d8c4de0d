package synchmess.harness.joboperation;

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
import synchmess.harness.Condition;
import synchmess.harness.OpenDevice;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.stress.PlainUser;

/** A daemon of a plain user's runs that user's jobs, and nobody else's. Making users needs root. */
@Tag("no-engine")
class PlainUserJobsTest {
  /** Called nobody on any Debian. */
  private static final int UID = 65534;

  private static final String REFUSED = "Operation not permitted";

  private static final String SUBMIT =
      "submit() { exec 3<>synch/jobs/submit; echo \"$*\" >&3; read id <&3; "
          + "cat synch/jobs/$id/wait; }; cd $XDG_RUNTIME_DIR; ";

  private static OpenDevice device;
  private static PlainUser user;

  @BeforeAll
  static void openDevice() {
    device = new OpenDevice();
    user = new PlainUser(UID);
  }

  @AfterAll
  static void leaveNothing() throws IOException {
    try {
      user.close();
    } finally {
      device.close();
    }
  }

  @Test
  void hisJobs_doWhatHeMay() throws IOException {
    Path closed = Files.createTempFile("synchmess-", ".of-root");
    user.sh("synchmess mount").output();
    try {
      String script =
          """
          echo content > a; umask 077; echo 0123456789abcdef0123456789abcdef > key
          submit op=encrypt in=$PWD/a out=$PWD/b key_file=$PWD/key
          submit op=decrypt in=$PWD/b out=$PWD/c key_file=$PWD/key
          submit op=compress format=zstd in=$PWD/a out=$PWD/d
          cmp a c && stat -c '%%u %%a' b c d
          submit op=checksum in=%s
          submit op=copy in=$PWD/a out=/etc/synchmess-test
          submit op=checksum in=$PWD/synch/jobs/list
          """;
      String printed = user.sh(SUBMIT + script.formatted(closed)).output();

      assertThat(printed).contains("%d 644\n".formatted(UID).repeat(3));
      assertThat(printed.lines().filter(line -> line.matches("state: .*|error: \\w+ .*")))
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("state: done"),
              line -> assertThat(line).isEqualTo("state: done"),
              line -> assertThat(line).isEqualTo("state: done"),
              line -> assertThat(line).isEqualTo("state: failed"),
              line -> assertThat(line).startsWith("error: EACCES " + closed),
              line -> assertThat(line).isEqualTo("state: failed"),
              line -> assertThat(line).startsWith("error: EACCES /etc/synchmess-test"),
              line -> assertThat(line).isEqualTo("state: failed"),
              line -> assertThat(line).startsWith("error: EINVAL "));
    } finally {
      user.sh("synchmess unmount");
      Files.delete(closed);
    }
  }

  /** The mount is where the user's own configuration is: in a mount namespace of its own. */
  @Test
  void jobsOfOthers_areEPERM() {
    String mount = "synchmess mount --allow-other && cat $XDG_RUNTIME_DIR/synchmess/*.pid";
    String[] printed = user.shWithFuseConf("user_allow_other\n", mount).output().split("\n", -1);
    String submit = "echo 'op=count times=1' > " + printed[0] + "/jobs/submit";
    long daemon = Long.parseLong(printed[1]);
    try {
      assertThat(inside(daemon, 1, submit).err()).contains(REFUSED);
      assertThat(inside(daemon, 0, submit).err()).contains(REFUSED);
      assertThat(inside(daemon, UID, submit).output()).isEmpty();
    } finally {
      inside(daemon, UID, "kill " + daemon).output();
      Condition.await("its end", () -> ProcessHandle.of(daemon).isEmpty());
    }
  }

  /** Runs a shell script as a user where the daemon is. */
  private static Outcome inside(long daemon, int uid, String script) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target=" + daemon, "--mount"));
    command.addAll(new User(uid).command("sh", "-c", script));
    return Program.run(Path.of("/"), command);
  }
}

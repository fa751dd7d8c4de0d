package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.OpenDevice;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.mounting.MountTable;

/** A user without any rights mounts for himself. Making such users needs root. */
@Tag("no-engine")
class PlainUserTest {
  /** Called nobody and daemon on any Debian. */
  private static final int UID = 65534;

  private static final int OTHER_UID = 1;
  private static final Path DEFAULT_IN_TMP = Path.of("/tmp/synch-" + UID);
  private static final int MISSING = 4;
  private static final int BAD_MOUNT_POINT = 5;

  private static PlainUser user;
  private static PlainUser other;

  private static OpenDevice device;

  @BeforeAll
  static void openDevice() {
    device = new OpenDevice();
    user = new PlainUser(UID);
    other = new PlainUser(OTHER_UID);
  }

  @AfterAll
  static void leaveNothing() throws IOException {
    try {
      user.close();
      other.close();
    } finally {
      device.close();
    }
  }

  private final Path defaultPath = user.runtimeDirectory().resolve("synch");

  private static void assertNotMounted(Path path) {
    assertThat(MountTable.at(path)).isEmpty();
  }

  @Test
  void mount_isBelowTheRuntimeDirectoryAndWorks() {
    assertThat(user.sh("synchmess mount").output()).isEqualTo(defaultPath + "\n");

    String script = "cd %s && echo hello > orders && cat orders && stat -c '%%u %%a' orders ctl";
    assertThat(user.sh(script.formatted(defaultPath)).output())
        .isEqualTo("hello\n%d 644\n%1$d 555\n".formatted(UID));
    assertThat(user.sh("synchmess status").output()).contains("orders");
    user.sh("synchmess unmount").output();
    assertNotMounted(defaultPath);
  }

  @Test
  void mount_isClosedToAllOthers() {
    user.sh("synchmess mount").output();

    String look = "stat " + defaultPath;
    assertThat(other.sh(look).err()).contains("Permission denied");
    Outcome root = Program.run(Path.of("/"), List.of("stat", defaultPath.toString()));
    assertThat(root.err()).contains("Permission denied");
    assertThat(other.sh("fusermount -u " + defaultPath).exit()).isNotZero();
    assertThat(user.sh("ls " + defaultPath).output()).isEqualTo("ctl\njobs\nsynchmess\nsys\n");
    user.sh("synchmess unmount").output();
  }

  @Test
  void mountInTheForeground_endsWellBySignal() {
    String script =
        """
        synchmess mount --foreground > %s/path 2>/dev/null &
        until [ -s %1$s/path ] || ! kill -0 $!; do sleep 0.05; done
        echo hello > "$(cat %1$s/path)"/orders
        kill $!
        wait $!
        """;
    assertThat(user.sh(script.formatted(user.runtimeDirectory())).exit()).isZero();
    assertNotMounted(defaultPath);
  }

  @Test
  void withoutARuntimeDirectory_itIsADirectoryOfHisOwnInTmp() {
    assertThat(user.shWithoutRuntimeDirectory("synchmess mount").output())
        .isEqualTo(DEFAULT_IN_TMP + "\n");

    String script = "cd %s && echo hello > orders && cat orders";
    assertThat(user.sh(script.formatted(DEFAULT_IN_TMP)).output()).isEqualTo("hello\n");
    user.shWithoutRuntimeDirectory("synchmess unmount").output();
    assertNotMounted(DEFAULT_IN_TMP);
  }

  @Test
  void linkInPlaceOfHisDirectory_isRefused() throws IOException {
    user.shWithoutRuntimeDirectory("ln -sfn $HOME " + DEFAULT_IN_TMP).output();
    try {
      Outcome refused = user.shWithoutRuntimeDirectory("synchmess mount");

      assertThat(refused.exit()).isEqualTo(BAD_MOUNT_POINT);
      assertThat(refused.err()).contains(DEFAULT_IN_TMP + " is a symbolic link");
    } finally {
      Files.delete(DEFAULT_IN_TMP);
    }
  }

  @Test
  void somebodyElsesDirectoryInPlaceOfHis_isRefused() throws IOException {
    other.sh("mkdir -m 0777 " + DEFAULT_IN_TMP).output();
    try {
      Outcome refused = user.shWithoutRuntimeDirectory("synchmess mount");

      assertThat(refused.exit()).isEqualTo(BAD_MOUNT_POINT);
      assertThat(refused.err()).contains("belongs to somebody else");
    } finally {
      Files.delete(DEFAULT_IN_TMP);
    }
  }

  @Test
  void allowOther_whichTheAdministratorDoesNotAllow_isRefused() {
    Outcome refused = user.shWithFuseConf("", "synchmess mount --allow-other");

    assertThat(refused.exit()).isEqualTo(MISSING);
    assertThat(refused.err()).contains("user_allow_other").contains("/etc/fuse.conf");
    assertNotMounted(defaultPath);
  }

  @Test
  void allowOther_whichTheAdministratorAllows_opensTheMount() {
    String script = "synchmess mount --allow-other && stat -c %a synch && synchmess unmount";
    Outcome allowed = user.shWithFuseConf("user_allow_other\n", "cd $XDG_RUNTIME_DIR; " + script);

    assertThat(allowed.output()).isEqualTo(defaultPath + "\n777\n");
  }

  @Test
  void deviceClosedToUsers_isSaid() throws IOException {
    try {
      device.openToRootAlone();
      Outcome refused = user.sh("synchmess mount");

      assertThat(refused.exit()).isEqualTo(MISSING);
      assertThat(refused.err()).contains("rights to /dev/fuse");
    } finally {
      device.openToAll();
    }
  }
}

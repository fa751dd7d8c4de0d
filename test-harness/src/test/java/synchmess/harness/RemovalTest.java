package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.AWAKE;
import static synchmess.ioctl.Ioctl.FLUSH;
import static synchmess.ioctl.Ioctl.REVOKE_DELAYED_MESSAGES;
import static synchmess.ioctl.Ioctl.SET_SEND_DELAY;
import static synchmess.ioctl.Ioctl.SLEEP;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rm} uninstalls a group. */
class RemovalTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final String unlink = "unlink " + group.name();

  @Test
  void name_goesAtOnceWhileDescriptorsAreOpen() {
    assertThat(group.calls("rw", unlink, "stat " + group.name(), "stat ctl/" + group.name()))
        .containsExactly("unlink 0", "stat -1 ENOENT", "stat -1 ENOENT");
    assertThat(mount.list(".")).doesNotContain(group.name());
    assertThat(mount.list("ctl")).doesNotContain(group.name());
  }

  @Test
  void openDescriptor_getsENODEVFromThenOn() {
    assertThat(
            group.calls(
                "rw",
                "write lost",
                unlink,
                "read 99",
                "read 1",
                "write hi",
                "fsync",
                ioctl(SLEEP),
                ioctl(AWAKE),
                ioctl(FLUSH),
                ioctl(REVOKE_DELAYED_MESSAGES),
                ioctl(SET_SEND_DELAY, 5),
                "read 99"))
        .containsExactly(
            "write 4",
            "unlink 0",
            "read -1 ENODEV",
            "read -1 ENODEV",
            "write -1 ENODEV",
            "fsync -1 ENODEV",
            "ioctl -1 ENODEV",
            "ioctl -1 ENODEV",
            "ioctl -1 ENODEV",
            "ioctl -1 ENODEV",
            "ioctl -1 ENODEV",
            "read -1 ENODEV");
  }

  @Test
  @Tag("kernel")
  void attributesOfAnOpenDescriptor_areENODEV() {
    assertThat(group.calls("rw", unlink, "fstat", "fchmod 600"))
        .containsExactly("unlink 0", "fstat -1 ENODEV", "fchmod -1 ENODEV");
  }

  @Test
  void restOfAShortRead_isGone() {
    assertThat(group.calls("rw", "write hello", "read 1", unlink, "read 99"))
        .contains("read -1 ENODEV");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"depth", "stats", "send_delay", "peek", "next", "follow", "sleep", "read_mode"})
  void openControlFile_readGetsENODEV(String file) {
    assertThat(group.controlCalls(file, "r", unlink, "read 99"))
        .containsExactly("unlink 0", "read -1 ENODEV");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send_delay", "flush", "revoke", "awake", "purge", "put", "read_mode"})
  void openControlFile_writeGetsENODEV(String file) {
    assertThat(group.controlCalls(file, "w", unlink, "write 1"))
        .containsExactly("unlink 0", "write -1 ENODEV");
  }

  @ParameterizedTest
  @MethodSource("synchmess.harness.SignalTest#blocking")
  void blockedCaller_wakesWithENODEV(SignalTest.Blocking blocking) {
    group.set("read_mode", "block");
    try (Program caller = blocking.start(group)) {
      group.await(blocking.counter(), 1);
      group.remove();

      assertThat(caller.finish().results().get(0)).isEqualTo(blocking.name() + " -1 ENODEV");
    }
  }

  @Test
  void messages_areGone() {
    group.send("gone");
    String script = "rm %1$s; touch %1$s; cat %1$s ctl/%1$s/depth ctl/%1$s/bytes";

    assertThat(mount.sh(script.formatted(group.name())).output()).isEqualTo("0\n0\n");
  }

  @Test
  void groupInstalledAgain_isANewOne() {
    group.set("send_delay", "600000");
    group.set("read_mode", "block");
    group.send("gone");
    mount.sh("rm %1$s; touch %1$s".formatted(group.name())).output();

    assertThat(group.get("send_delay")).isEqualTo("0");
    assertThat(group.get("read_mode")).isEqualTo("eof");
    assertThat(group.get("stats")).contains("sent: 0\n");
  }

  @Test
  void descriptorOfTheOldGroup_hasNothingToDoWithTheNewOne() {
    String open = "open " + group.name() + " rw,creat";

    assertThat(
            group.calls(
                "rw",
                unlink,
                open,
                "write new",
                "fd 3",
                "read 9",
                "write old",
                "fd 4",
                "read 9",
                "read 9"))
        .containsExactly(
            "unlink 0", "write 3", "read -1 ENODEV", "write -1 ENODEV", "read 3 new", "read 0");
  }

  @Test
  void draft_ofARemovedGroup_isDropped() {
    assertThat(group.controlCalls("put", "w", "write half", unlink, "close"))
        .containsExactly("write 4", "unlink 0", "close 0");
    mount.sh("touch " + group.name()).output();

    assertThat(group.count("depth")).isZero();
    assertThat(group.count("bytes")).isZero();
  }

  @Test
  void bytes_areGivenBackToTheMount() {
    String bytes = "sed -n 's/^bytes: //p' sys/stats";
    String before = mount.sh(bytes).output();
    group.send("12345");
    group.set("send_delay", "600000");
    group.send("12345");
    group.remove();

    assertThat(mount.sh(bytes).output()).isEqualTo(before);
  }

  @Test
  void rm_ofNothing_isENOENT() {
    assertThat(mount.probe("unlink missing")).containsExactly("unlink -1 ENOENT");
  }
}

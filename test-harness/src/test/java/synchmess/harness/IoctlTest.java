package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.INSTALL_GROUP;
import static synchmess.ioctl.Ioctl.SET_SEND_DELAY;
import static synchmess.ioctl.Ioctl.SLEEP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.ioctl.Ioctl;

/** Which command works where; what each one does is shown in the test of its noun. */
class IoctlTest {
  /** The size field of a command. */
  private static final int SIZE_MASK = 0x3fff << 16;

  private static final int POINTER_SIZE = 8 << 16;

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @ParameterizedTest
  @EnumSource(value = Ioctl.class, mode = Mode.EXCLUDE, names = "INSTALL_GROUP")
  void groupCommand_onTheMaster_isENOTTY(Ioctl command) {
    assertThat(mount.probe("open synchmess", ioctl(command, 1)))
        .containsExactly("open 3", "ioctl -1 ENOTTY");
  }

  @Test
  void install_onAGroup_isENOTTY() {
    assertThat(group.calls("rw", ioctl(INSTALL_GROUP, 1))).containsExactly("ioctl -1 ENOTTY");
  }

  @ParameterizedTest
  @EnumSource(Ioctl.class)
  void everyCommand_onAControlFileOrAParameter_isENOTTY(Ioctl command) {
    assertThat(group.controlCalls("next", "r", ioctl(command, 1)))
        .containsExactly("ioctl -1 ENOTTY");
    assertThat(mount.probe("open sys/version", ioctl(command, 1))).contains("ioctl -1 ENOTTY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x5401", "0x7b00", "0x7b07", "0x40047b05", "0xc1047b02", "0xffffffff"})
  void unknownCommand_isENOTTYAnywhere(String command) {
    for (String path : new String[] {"synchmess", group.name(), group.control("depth")}) {
      assertThat(mount.probe("open " + path, "ioctl " + command + " 1"))
          .as(path)
          .containsExactly("open 3", "ioctl -1 ENOTTY");
    }
  }

  @Test
  void anyCommand_onADirectory_isENOTTY() {
    assertThat(mount.probe("open ctl r", ioctl(SLEEP))).contains("ioctl -1 ENOTTY");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ioctl.class,
      mode = Mode.EXCLUDE,
      names = {"INSTALL_GROUP", "SLEEP"})
  void changingCommand_onADescriptorOpenForReading_isEBADF(Ioctl command) {
    assertThat(group.calls("r", ioctl(command, 1))).containsExactly("ioctl -1 EBADF");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ioctl.class,
      mode = Mode.EXCLUDE,
      names = {"INSTALL_GROUP", "SLEEP"})
  void changingCommand_onADescriptorOpenForWriting_works(Ioctl command) {
    assertThat(group.calls("w", ioctl(command, 1))).containsExactly("ioctl 0");
    assertThat(group.calls("rw", ioctl(command, 1))).containsExactly("ioctl 0");
  }

  private static int declaredWithAPointer(Ioctl command) {
    return (command.command() & ~SIZE_MASK) | POINTER_SIZE;
  }

  @Test
  void setSendDelay_declaredWithAPointer_works() {
    int original = declaredWithAPointer(SET_SEND_DELAY);

    assertThat(group.calls("w", "ioctl " + original + " 321")).containsExactly("ioctl 0");
    assertThat(group.get("send_delay")).isEqualTo("321");
  }

  /** As by the header of the kernel module; the client would wait for a path for ever. */
  @Test
  void install_declaredWithAPointer_isEOPNOTSUPPAndInstallsNothing() {
    int original = declaredWithAPointer(INSTALL_GROUP);

    String install = "ioctl " + original + " 33";
    assertThat(mount.probe("open synchmess", install, install))
        .containsExactly("open 3", "ioctl -1 EOPNOTSUPP", "ioctl -1 EOPNOTSUPP");
    assertThat(mount.list(".")).doesNotContain("synchmess33");
    assertThat(mount.log()).content().containsOnlyOnce("examples/c/synchmess_interface.h");
  }
}

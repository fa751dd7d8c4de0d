package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import synchmess.harness.IoUringSwitch;
import synchmess.harness.OpenDevice;

/** A user without any rights mounts for himself, over io_uring where root has switched that on. */
@Tag("switch")
class PlainUserIoUringTest {
  private static final int UID = 65534;

  @Test
  void ioUring_isUsedWhereItIsOnButNotSwitchedOn() throws IOException {
    boolean wasOn = IoUringSwitch.isOn();
    String script = "synchmess mount --io-uring=on && cat synch/sys/engine; synchmess unmount";
    OpenDevice device = new OpenDevice();
    try (PlainUser user = new PlainUser(UID)) {
      IoUringSwitch.set(true);
      assertThat(user.sh("cd $XDG_RUNTIME_DIR; " + script).output())
          .contains(", over io_uring\n", "no right to leave SCHED_IDLE again");
      IoUringSwitch.set(false);
      assertThat(user.sh("cd $XDG_RUNTIME_DIR; " + script).output())
          .endsWith(
              ", over /dev/fuse; io_uring: no right to write Y to " + IoUringSwitch.FILE + "\n");
      assertThat(IoUringSwitch.isOn()).isFalse();
    } finally {
      IoUringSwitch.set(wasOn);
      device.close();
    }
  }
}

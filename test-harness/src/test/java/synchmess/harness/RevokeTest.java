package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.REVOKE_DELAYED_MESSAGES;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("any-transport")
class RevokeTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Group group = MOUNTED.newGroup();

  private void sendDelayed(String... messages) {
    group.set("send_delay", "600000");
    for (String message : messages) {
      group.send(message);
    }
    group.set("send_delay", "0");
  }

  @Test
  void ioctl_discardsWhatIsNotDueAndReturnsHowMany() {
    sendDelayed("a", "b", "c");

    assertThat(group.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 3");
    assertThat(group.count("delayed")).isZero();
    assertThat(group.count("bytes")).isZero();
  }

  @Test
  void file_doesTheSame() {
    sendDelayed("a", "b");

    assertThat(group.controlCalls("revoke", "rw", "line 1", "read 9"))
        .containsExactly("line 2", "read 2 2\\x0a");
    assertThat(group.count("delayed")).isZero();
  }

  @Test
  void revoke_keepsWhatIsReady() {
    group.send("ready");
    sendDelayed("late");

    assertThat(group.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 1");
    assertThat(group.receive()).isEqualTo("ready");
    assertThat(group.receive()).isEmpty();
  }

  @Test
  void revoke_keepsWhatHasBecomeDue() {
    group.set("send_delay", "20");
    group.send("due");
    group.await("depth", 1);

    assertThat(group.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 0");
    assertThat(group.receive()).isEqualTo("due");
  }

  @Test
  void revoke_nothingDelayed_returnsZero() {
    assertThat(group.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 0");
  }

  @Test
  void revoke_concernsOneGroup() {
    sendDelayed("mine");
    Group other = MOUNTED.newGroup();

    assertThat(other.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 0");
    assertThat(group.count("delayed")).isEqualTo(1);
  }

  @Test
  void revoked_neverArrives() {
    group.set("send_delay", "150");
    group.send("never");
    assertThat(group.calls("w", ioctl(REVOKE_DELAYED_MESSAGES))).containsExactly("ioctl 1");
    group.set("read_mode", "block");
    group.set("receive_timeout_ms", "300");

    assertThat(group.calls("r", "read 99")).containsExactly("read -1 ETIMEDOUT");
  }
}

package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.SET_SEND_DELAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DelayTest {
  /** Longer than a test takes. */
  private static final String LONG = "600000";

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void sendDelay_isZeroByDefault() {
    assertThat(group.get("send_delay")).isEqualTo("0");
  }

  @Test
  void sendDelay_byIoctlAndByFile_isTheSame() {
    assertThat(group.calls("w", ioctl(SET_SEND_DELAY, 1234))).containsExactly("ioctl 0");
    assertThat(group.get("send_delay")).isEqualTo("1234");

    group.set("send_delay", "0");
    assertThat(group.calls("rw", "write now", "read 9")).contains("read 3 now");
  }

  @Test
  void sendDelay_isAPropertyOfTheGroup() {
    group.calls("w", ioctl(SET_SEND_DELAY, 600_000));

    group.send("by another descriptor");
    assertThat(group.count("delayed")).isEqualTo(1);
    assertThat(MOUNTED.newGroup().get("send_delay")).isEqualTo("0");
  }

  @Test
  void sendDelay_largest_isAccepted() {
    assertThat(group.calls("w", ioctl(SET_SEND_DELAY, Integer.MAX_VALUE), "write later"))
        .containsExactly("ioctl 0", "write 5");
    assertThat(group.get("send_delay")).isEqualTo("2147483647");
    assertThat(group.count("delayed")).isEqualTo(1);
  }

  @Test
  void sendDelay_larger_isEINVALAndChangesNothing() {
    group.set("send_delay", "7");

    assertThat(group.calls("w", ioctl(SET_SEND_DELAY, 1L << 31), ioctl(SET_SEND_DELAY, ~0)))
        .containsExactly("ioctl -1 EINVAL", "ioctl -1 EINVAL");
    assertThat(group.controlCalls("send_delay", "w", "write 2147483648"))
        .containsExactly("write -1 EINVAL");
    assertThat(group.get("send_delay")).isEqualTo("7");
  }

  @Test
  void receive_notYetDue_returnsNothing() {
    group.set("send_delay", LONG);

    assertThat(group.calls("rw", "write later", "read 99")).containsExactly("write 5", "read 0");
    assertThat(group.count("depth")).isZero();
    assertThat(group.count("delayed")).isEqualTo(1);
  }

  @Test
  void send_delayed_neverKeepsTheWriterWaiting() {
    group.set("send_delay", LONG);

    assertThat(Results.of(group.calls("w", "write later", "took")).number(1)).isLessThan(10_000);
  }

  @Test
  void receive_sleeping_isWokenWhenTheMessageIsDue() {
    group.set("send_delay", "200");
    group.set("read_mode", "block");

    Results results = Results.of(group.calls("rw", "mark", "write later", "read 99", "elapsed"));
    assertThat(results.line(2)).isEqualTo("read 5 later");
    assertThat(results.number(3)).isBetween(200L, 10_000L);
  }

  @Test
  void depth_whenAMessageIsDue_countsIt() {
    group.set("send_delay", "50");
    group.send("soon");

    group.await("depth", 1);
    assertThat(group.count("delayed")).isZero();
    assertThat(group.receive()).isEqualTo("soon");
  }

  @Test
  void receive_severalDelayed_inTheOrderOfDueTimes() {
    group.set("read_mode", "block");
    group.set("send_delay", "400");
    group.send("sent first, due last");
    group.set("send_delay", "200");
    group.send("sent second, due first");
    group.send("and next");

    assertThat(group.calls("r", "read 99", "read 99", "read 99"))
        .containsExactly(
            "read 22 sent second, due first", "read 8 and next", "read 20 sent first, due last");
  }

  @Test
  void send_withoutDelay_overtakesTheDelayed() {
    group.set("send_delay", LONG);
    group.send("later");
    group.set("send_delay", "0");
    group.send("now");

    assertThat(group.receive()).isEqualTo("now");
    assertThat(group.receive()).isEmpty();
  }

  @Test
  void sendDelay_changed_leavesDelayedMessagesAsTheyAre() {
    group.set("send_delay", "300");
    group.send("soon");
    group.set("send_delay", LONG);
    assertThat(group.receive()).isEmpty();

    group.await("depth", 1);
    assertThat(group.receive()).isEqualTo("soon");
  }

  @Test
  void delayedBytes_countFromTheWriteOn() {
    mount.write("sys/max_storage_size", "10\n");
    try {
      group.set("send_delay", "100");

      assertThat(group.calls("w", "write 12345678", "write 123"))
          .containsExactly("write 8", "write -1 ENOSPC");
      assertThat(group.count("bytes")).isEqualTo(8);
      group.await("depth", 1);
      assertThat(group.count("bytes")).isEqualTo(8);
      assertThat(group.receive()).isEqualTo("12345678");
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }
}

package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.harness.Probe.ioctl;
import static synchmess.ioctl.Ioctl.FLUSH;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlushTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void sendDelayed() {
    group.set("send_delay", "900000");
    group.send("sent first");
    group.set("send_delay", "600000");
    group.send("sent second");
    assertThat(group.count("delayed")).isEqualTo(2);
  }

  private void assertFlushed() {
    assertThat(group.count("delayed")).isZero();
    assertThat(group.calls("r", "read 99", "read 99", "read 99"))
        .containsExactly("read 10 sent first", "read 11 sent second", "read 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "fdatasync"})
  void fsync_makesDelayedMessagesReadyInTheOrderOfSending(String call) {
    assertThat(group.calls("w", call)).containsExactly(call + " 0");

    assertFlushed();
  }

  @Test
  void fsync_onADescriptorOpenForReading_does() {
    assertThat(group.calls("r", "fsync")).containsExactly("fsync 0");

    assertFlushed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync ", "sync -d "})
  void sync_ofTheFile_does(String command) {
    mount.sh(command + group.name()).output();

    assertFlushed();
  }

  @Test
  void ioctl_returnsHowManyItMadeReady() {
    assertThat(group.calls("w", ioctl(FLUSH), ioctl(FLUSH))).containsExactly("ioctl 2", "ioctl 0");

    assertFlushed();
  }

  @Test
  void file_tellsHowManyItMadeReady() {
    assertThat(group.controlCalls("flush", "rw", "line 1", "read 9"))
        .containsExactly("line 2", "read 2 2\\x0a");

    assertFlushed();
  }

  @Test
  void flush_comesAfterWhatIsReady() {
    group.set("send_delay", "0");
    group.send("ready");
    mount.sh("sync " + group.name()).output();

    assertThat(group.receive()).isEqualTo("ready");
    assertFlushed();
  }

  @Test
  void flush_wakesAReader() {
    group.set("read_mode", "block");
    try (Program reader = group.startCalls("r", "read 99")) {
      group.await("readers", 1);
      group.calls("w", "fsync");

      assertThat(reader.finish().results()).containsExactly("read 10 sent first");
    }
  }

  @Test
  void close_flushesNothingByDefault() {
    assertThat(group.get("flush_on_close")).isEqualTo("0");
    group.calls("w", "close");

    Condition.assertStays("2 delayed messages", () -> group.count("delayed") == 2);
  }

  @Test
  void close_withFlushOnClose_flushesShortlyAfter() {
    group.set("flush_on_close", "1");
    group.calls("w", "close");

    group.await("delayed", 0);
    assertFlushed();
  }

  @Test
  void close_ofOneOfTwoDescriptors_flushesNothing() {
    group.set("flush_on_close", "1");
    try (Program holder = group.startCalls("r", "wait")) {
      holder.awaitWaitingAfter("open 3");
      group.calls("w", "dup", "close");
      Condition.assertStays("2 delayed messages", () -> group.count("delayed") == 2);

      holder.type("close");
      holder.finish();
      group.await("delayed", 0);
    }
    assertFlushed();
  }
}

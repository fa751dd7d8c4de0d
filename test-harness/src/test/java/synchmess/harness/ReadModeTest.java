package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a read of an empty group does. */
class ReadModeTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void isEofByDefault() {
    assertThat(group.get("read_mode")).isEqualTo("eof");
  }

  @Test
  void eof_cat_drainsAndEnds() {
    group.send("one\n");
    group.send("two\n");

    assertThat(mount.sh("cat " + group.name()).output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void block_messageReady_returnsAtOnce() {
    group.set("read_mode", "block");
    group.send("ready");

    assertThat(group.calls("r", "read 99")).containsExactly("read 5 ready");
  }

  @Test
  void block_empty_sleepsUntilAMessageIsReady() {
    group.set("read_mode", "block");
    try (Program reader = group.startCalls("r", "read 99")) {
      group.await("readers", 1);
      group.send("at last");

      assertThat(reader.finish().results()).containsExactly("read 7 at last");
      assertThat(group.count("readers")).isZero();
    }
  }

  @Test
  void block_severalReaders_areServedInTheOrderOfTheirCalls() {
    group.set("read_mode", "block");
    try (Program first = group.startCalls("r", "read 99")) {
      group.await("readers", 1);
      try (Program second = group.startCalls("r", "read 99")) {
        group.await("readers", 2);
        group.send("a");
        group.send("b");

        assertThat(first.finish().results()).containsExactly("read 1 a");
        assertThat(second.finish().results()).containsExactly("read 1 b");
      }
    }
  }

  @Test
  void block_withATimeout_isETIMEDOUT() {
    group.set("read_mode", "block");
    group.set("receive_timeout_ms", "150");

    Results results = Results.of(group.calls("r", "read 99", "took"));
    assertThat(results.line(0)).isEqualTo("read -1 ETIMEDOUT");
    assertThat(results.number(1)).isBetween(150L, 10_000L);
    assertThat(group.count("readers")).isZero();
  }

  @Test
  void block_timedOut_laterMessageStays() {
    group.set("read_mode", "block");
    group.set("receive_timeout_ms", "1");
    assertThat(group.calls("r", "read 99")).containsExactly("read -1 ETIMEDOUT");
    group.send("stays");

    assertThat(group.calls("r", "read 99")).containsExactly("read 5 stays");
  }

  @Test
  void eof_withATimeout_returnsAtOnce() {
    group.set("receive_timeout_ms", "10000");

    assertThat(group.calls("r", "read 99")).containsExactly("read 0");
  }

  @Test
  void block_kept_isReadWithoutSleeping() {
    group.set("read_mode", "block");
    group.send("hello");

    assertThat(group.calls("r", "read 1", "read 99")).containsExactly("read 1 h", "read 4 ello");
  }

  @Test
  void ofTheMount_isTheDefaultOfNewGroups() {
    mount.write("sys/read_mode", "block\n");
    try {
      assertThat(MOUNTED.newGroup().get("read_mode")).isEqualTo("block");
      assertThat(group.get("read_mode")).isEqualTo("eof");
    } finally {
      mount.write("sys/read_mode", "eof\n");
    }
    assertThat(MOUNTED.newGroup().get("read_mode")).isEqualTo("eof");
  }
}

package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** O_NONBLOCK never sleeps. */
class NonBlockingTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void block() {
    group.set("read_mode", "block");
  }

  @Test
  void read_empty_isEAGAIN() {
    assertThat(group.calls("r,nonblock", "read 9")).containsExactly("read -1 EAGAIN");
  }

  @Test
  void read_emptyAndSetLater_isEAGAIN() {
    assertThat(group.calls("r", "nonblock", "read 9"))
        .containsExactly("nonblock 0", "read -1 EAGAIN");
  }

  @Test
  void read_messageReady_returnsIt() {
    assertThat(group.calls("rw,nonblock", "write hi", "read 9", "read 9"))
        .containsExactly("write 2", "read 2 hi", "read -1 EAGAIN");
  }

  @Test
  void read_inModeEof_isEndOfFile() {
    group.set("read_mode", "eof");

    assertThat(group.calls("r,nonblock", "read 9")).containsExactly("read 0");
  }

  @Test
  void read_withAReceiveTimeout_isEAGAINAtOnce() {
    group.set("receive_timeout_ms", "10000");

    assertThat(group.calls("r,nonblock", "read 9")).containsExactly("read -1 EAGAIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"next", "follow", "sleep"})
  void filesThatWait_areEAGAIN(String file) {
    assertThat(group.controlCalls(file, "r,nonblock", "read 9")).containsExactly("read -1 EAGAIN");
    assertThat(group.controlCalls(file, "r", "nonblock", "read 9")).contains("read -1 EAGAIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"next", "follow"})
  void filesThatWait_messageReady_returnIt(String file) {
    group.send("hi");

    assertThat(group.controlCalls(file, "r,nonblock", "read 9")).containsExactly("read 2 hi");
  }
}

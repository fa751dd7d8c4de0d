package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the rest of a message that a read was too short for. */
class ShortReadTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void shortRead_isShellByDefault() {
    assertThat(group.get("short_read")).isEqualTo("shell");
  }

  @Test
  void shell_oneByte_keepsTheRestForFollowingReads() {
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 1", "read 1", "read 99", "read 99"))
        .containsExactly("read 1 h", "read 1 e", "read 3 llo", "read 4 next");
  }

  @Test
  void shell_aLargerReadOfTheRest_discardsWhatItDoesNotTake() {
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 1", "read 2", "read 99"))
        .containsExactly("read 1 h", "read 2 el", "read 4 next");
  }

  @Test
  void shell_moreThanOneByte_discardsTheRest() {
    group.send("hello");

    assertThat(group.calls("r", "read 2", "read 1")).containsExactly("read 2 he", "read 0");
  }

  @Test
  void shell_messageOfOneByte_leavesNothing() {
    group.send("x");
    group.send("y");

    assertThat(group.calls("r", "read 1", "read 1", "read 1"))
        .containsExactly("read 1 x", "read 1 y", "read 0");
  }

  @Test
  void shell_close_discardsTheRest() {
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 1", "close", "open " + group.name(), "read 99"))
        .containsExactly("read 1 h", "close 0", "read 4 next");
  }

  @Test
  void shell_anotherOpen_getsTheNextMessage() {
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 1", "open " + group.name(), "read 99", "fd 3", "read 99"))
        .containsExactly("read 1 h", "read 4 next", "read 4 ello");
  }

  @Test
  void shell_aDuplicate_sharesTheRest() {
    group.send("hello");

    assertThat(group.calls("r", "read 1", "dup", "read 99"))
        .containsExactly("read 1 h", "dup 4", "read 4 ello");
  }

  @Test
  void shell_theRest_countsNoLonger() {
    group.send("hello");
    try (Program reader = group.startCalls("r", "read 1", "wait")) {
      reader.awaitWaitingAfter("read 1 h");

      assertThat(group.count("depth")).isZero();
      assertThat(group.count("bytes")).isZero();
    }
  }

  @Test
  void discard_makesNoException() {
    group.set("short_read", "discard");
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 1", "read 99")).containsExactly("read 1 h", "read 4 next");
  }

  @Test
  void keep_everyShortReadKeeps() {
    group.set("short_read", "keep");
    group.send("hello");
    group.send("next");

    assertThat(group.calls("r", "read 2", "read 2", "read 99", "read 99", "read 99"))
        .containsExactly("read 2 he", "read 2 ll", "read 1 o", "read 4 next", "read 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash"})
  void readOfAShell_takesOneMessageAfterTheOther(String shell) {
    group.send("first line\n");
    group.send("second line\n");

    String script = "exec 3< %s; read -r a <&3; read -r b <&3; echo \"$a, $b\"";
    assertThat(mount.shell(shell, script.formatted(group.name())).output())
        .isEqualTo("first line, second line\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash"})
  void readOfAShell_reopeningEachTime_takesOneMessageAfterTheOther(String shell) {
    group.send("first line\n");
    group.send("second line\n");

    String script = "read -r a < %1$s; read -r b < %1$s; echo \"$a, $b\"";
    assertThat(mount.shell(shell, script.formatted(group.name())).output())
        .isEqualTo("first line, second line\n");
  }
}

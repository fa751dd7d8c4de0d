package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code next}: one message, whole. */
class NextTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final String next = group.control("next");

  @Test
  void read_messageReady_deliversItThenEndOfFile() {
    group.send("one");
    group.send("two");

    assertThat(group.controlCalls("next", "r", "read 99", "read 99", "read 99"))
        .containsExactly("read 3 one", "read 0", "read 0");
    assertThat(group.receive()).isEqualTo("two");
  }

  @Test
  void read_inParts_deliversItWhole() {
    group.send("hello");

    assertThat(group.controlCalls("next", "r", "read 2", "read 2", "read 2", "read 2"))
        .containsExactly("read 2 he", "read 2 ll", "read 1 o", "read 0");
  }

  @Test
  void read_afterSeekingBack_readsThatPartAgain() {
    group.send("hello");

    assertThat(group.controlCalls("next", "r", "read 99", "lseek 1", "read 3", "pread 99 4"))
        .containsExactly("read 5 hello", "lseek 1", "read 3 ell", "pread 1 o");
  }

  @Test
  void read_nothingReady_waits() {
    try (Program reader = mount.startSh("exec cat " + next)) {
      group.await("readers", 1);
      assertThat(reader.isAlive()).isTrue();
      group.send("at last");

      assertThat(reader.finish().output()).isEqualTo("at last");
    }
  }

  @Test
  void read_delayedMessage_waitsUntilItIsDue() {
    group.set("send_delay", "200");
    group.send("later");

    Results results = Results.of(group.controlCalls("next", "r", "read 99", "took"));
    assertThat(results.line(0)).isEqualTo("read 5 later");
    assertThat(results.number(1)).isLessThan(10_000);
  }

  @Test
  void eachOpen_takesAMessageOfItsOwn() {
    group.send("one\n");
    group.send("two\n");

    assertThat(mount.sh("cat %1$s; cat %1$s".formatted(next)).output()).isEqualTo("one\ntwo\n");
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void open_withoutARead_takesNothing() {
    group.send("stays");
    group.controlCalls("next", "r", "close");

    assertThat(group.receive()).isEqualTo("stays");
  }

  @Test
  void shortRead_ofTheGroup_doesNotMatter() {
    group.set("short_read", "discard");
    group.send("hello");

    assertThat(group.controlCalls("next", "r", "read 1", "read 99"))
        .containsExactly("read 1 h", "read 4 ello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat next",
        "head -n 9 next",
        "head -c 99 next",
        "dd if=next bs=1 status=none",
        "dd if=next bs=7 status=none",
        "cp next /dev/stdout",
        "grep . next",
        "sed -n p next",
        "tee < next"
      })
  void tool_printsTheWholeMessage(String command) {
    group.send("a message\nof two lines\n");
    group.send("another");

    assertThat(mount.sh("cd ctl/" + group.name() + "; " + command).output())
        .isEqualTo("a message\nof two lines\n");
    assertThat(group.count("depth")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void readOfAShell_getsALine(String shell) {
    group.send("first line\nsecond line\n");

    String script = "read -r line < " + next + "; echo \"[$line]\"";
    assertThat(mount.shell(shell, script).output()).isEqualTo("[first line]\n");
    assertThat(group.count("depth")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void readOfAShell_onOneDescriptor_getsLineAfterLine(String shell) {
    group.send("first line\nsecond line\n");

    String script = "{ read -r a; read -r b; read -r c; } < " + next + "; echo \"[$a][$b][$c]\"";
    assertThat(mount.shell(shell, script).output()).isEqualTo("[first line][second line][]\n");
  }

  @Test
  void head_thenCat_onOneDescriptor_loseNothing() {
    group.send("first\nsecond\nthird\n");

    assertThat(mount.sh("{ head -n 1; echo --; cat; } < " + next).output())
        .isEqualTo("first\n--\nsecond\nthird\n");
  }
}

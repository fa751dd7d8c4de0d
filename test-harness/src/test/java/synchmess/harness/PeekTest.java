package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code peek}: the oldest ready message, left in place. */
@Tag("no-engine")
class PeekTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @Test
  void peek_leavesTheMessageInPlace() {
    group.send("first");
    group.send("second");

    assertThat(mount.read(group.control("peek"))).isEqualTo("first");
    assertThat(mount.sh("cat " + group.control("peek")).output()).isEqualTo("first");
    assertThat(group.count("depth")).isEqualTo(2);
    assertThat(group.receive()).isEqualTo("first");
    assertThat(mount.read(group.control("peek"))).isEqualTo("second");
  }

  @Test
  void peek_nothingReady_isEndOfFile() {
    group.set("read_mode", "block");

    assertThat(mount.read(group.control("peek"))).isEmpty();
  }

  @Test
  void peek_delayedMessage_isNotSeen() {
    group.set("send_delay", "600000");
    group.send("later");

    assertThat(mount.read(group.control("peek"))).isEmpty();
  }

  @Test
  void peek_inParts_showsOneMessageToItsEnd() {
    group.send("hello");
    String receive = "open " + group.name();

    assertThat(group.controlCalls("peek", "r", "read 2", receive, "read 9", "fd 3", "read 9"))
        .containsExactly("read 2 he", "read 5 hello", "read 3 llo");
  }
}

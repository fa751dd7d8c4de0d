package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ctl/<group>/max_message_size, max_storage_size, max_messages}. */
@Tag("no-engine")
class GroupLimitsTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();
  private final Group other = MOUNTED.newGroup();

  @ParameterizedTest
  @ValueSource(strings = {"max_message_size", "max_storage_size", "max_messages"})
  void limit_isEmptyUntilItIsSetAndAfterAnEmptyLine(String file) {
    assertThat(mount.read(group.control(file))).isEqualTo("\n");
    group.set(file, "123");
    assertThat(mount.read(group.control(file))).isEqualTo("123\n");
    assertThat(mount.read(other.control(file))).isEqualTo("\n");

    mount.write(group.control(file), "\n");
    assertThat(mount.read(group.control(file))).isEqualTo("\n");
  }

  @Test
  void maxMessageSize_holdsForThisGroupAlone() {
    group.set("max_message_size", "2000");

    assertThat(group.calls("w", "fill 2000", "fill 2001"))
        .containsExactly("fill 2000", "fill -1 EMSGSIZE");
    assertThat(group.controlCalls("put", "w", "fill 2000", "fill 1"))
        .containsExactly("fill 2000", "fill -1 EMSGSIZE");
    assertThat(other.calls("w", "fill 1025")).containsExactly("fill -1 EMSGSIZE");
  }

  @Test
  void maxMessageSize_aboveTheCeiling_isEINVAL() {
    long ceiling = Long.parseLong(mount.read("sys/max_message_size_ceiling").strip());

    assertThat(group.controlCalls("max_message_size", "w", "line " + (ceiling + 1), "line 0"))
        .containsExactly("line -1 EINVAL", "line -1 EINVAL");
    group.set("max_message_size", "" + ceiling);
  }

  @Test
  void maxStorageSize_holdsForThisGroupAlone() {
    group.set("max_storage_size", "5");

    assertThat(group.calls("w", "write 12345", "write 6"))
        .containsExactly("write 5", "write -1 ENOSPC");
    assertThat(other.calls("w", "write 123456")).containsExactly("write 6");
  }

  @Test
  void maxMessages_oneMore_isENOSPC() {
    group.set("max_messages", "2");

    assertThat(group.calls("rw", "write a", "write b", "write c", "read 9", "write d"))
        .containsExactly("write 1", "write 1", "write -1 ENOSPC", "read 1 a", "write 1");
  }

  @Test
  void maxMessages_ofTheMount_holdsForGroupsWithoutOne() {
    mount.write("sys/max_messages", "1\n");
    try {
      other.set("max_messages", "0");
      assertThat(group.calls("w", "write a", "write b"))
          .containsExactly("write 1", "write -1 ENOSPC");
      assertThat(other.calls("w", "write a", "write b")).containsExactly("write 1", "write 1");
    } finally {
      mount.write("sys/max_messages", "0\n");
    }
  }

  @Test
  void limitReached_raised_aPollerIsToldOfRoom() {
    group.set("max_messages", "1");
    group.send("a");
    try (Program poller = group.startCalls("w", "mark", "poll out 10000")) {
      poller.awaitWaitingAfter("mark");

      group.set("max_messages", "2");
      assertThat(poller.finish().results()).containsExactly("mark 0", "poll 1 out");
    }
  }
}

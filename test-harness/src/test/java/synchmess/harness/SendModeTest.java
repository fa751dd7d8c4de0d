package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code send_mode} = {@code close}: what one open of the group file writes is one message. */
class SendModeTest {
  private static final int LARGE = 100_000;

  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  @BeforeEach
  void sendAtTheClose() {
    group.set("send_mode", "close");
    mount.write("sys/max_message_size", LARGE + "\n");
  }

  private void awaitMessage(String message) {
    group.await("depth", 1);
    assertThat(group.receive()).isEqualTo(message);
  }

  private void bash(String script) {
    assertThat(mount.shell("bash", script).exit()).isZero();
  }

  @Test
  void echo_ofSeveralLines_isOneMessageInBash() {
    bash("echo $'one\\ntwo\\nthree' > " + group.name());

    awaitMessage("one\ntwo\nthree\n");
  }

  @Test
  void echo_ofSeveralLines_isSeveralMessagesByDefault() {
    group.set("send_mode", "write");
    bash("echo $'one\\ntwo\\nthree' > " + group.name());

    group.await("depth", 3);
  }

  @Test
  void writeString_ofManyBytes_isOneMessage() throws IOException {
    String message = "0123456789".repeat(LARGE / 10);
    Files.writeString(group.file(), message);

    awaitMessage(message);
  }

  @Test
  void cat_ofAFile_isOneMessage() {
    String seq = "seq 20000 | head -c " + LARGE;
    bash(seq + " | cat > " + group.name());

    group.await("depth", 1);
    assertThat(group.receive()).isEqualTo(mount.sh(seq).output());
  }

  @Test
  void append_andSync_areNoEndOfTheMessage() {
    assertThat(
            group.calls(
                "w,append", "write ab", "fsync", "write cd", "dup", "close", "fd 3", "write e"))
        .containsExactly("write 2", "fsync 0", "write 2", "dup 4", "close 0", "write 1");

    awaitMessage("abcde");
  }

  @Test
  void tooLarge_isEMSGSIZEAtTheWriteThatNoLongerFitsAndNothingIsSent() {
    mount.write("sys/max_message_size", "10\n");
    assertThat(group.calls("w", "write 12345678", "write 901", "write 9", "close"))
        .containsExactly("write 8", "write -1 EMSGSIZE", "write -1 EMSGSIZE", "close 0");

    group.await("bytes", 0);
    assertThat(group.get("stats")).contains("sent: 0\n");
  }

  @Test
  void read_ofTheSameDescriptor_isAsEver() {
    mount.write(group.control("batch"), "\3\0\0\0two");

    assertThat(group.calls("rw", "write one", "read 9", "read 9"))
        .containsExactly("write 3", "read 3 two", "read 0");
    awaitMessage("one");
  }
}

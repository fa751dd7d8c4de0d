package synchmess.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code put}: all that is written until the last close is one message. */
class PutTest {
  @RegisterExtension static final Mounted MOUNTED = Mounted.shared();

  private final Mount mount = MOUNTED.mount();
  private final Group group = MOUNTED.newGroup();

  private void awaitMessage(String message) {
    group.await("depth", 1);
    assertThat(group.receive()).isEqualTo(message);
  }

  @Test
  void severalWrites_areOneMessage() {
    assertThat(group.controlCalls("put", "w", "write hello ", "write world", "close"))
        .containsExactly("write 6", "write 5", "close 0");

    awaitMessage("hello world");
  }

  @Test
  void message_isSentAtTheLastClose() {
    try (Program sender =
        group.startControlCalls("put", "w", "write held", "dup", "close", "mark", "wait")) {
      sender.awaitWaitingAfter("mark");
      Condition.assertStays("nothing sent", () -> group.count("depth") == 0);

      sender.type("exit");
      sender.finish();
      awaitMessage("held");
    }
  }

  @Test
  void cat_ofSeveralFiles_isOneMessage() {
    mount.sh("{ echo one; echo two; printf three; } > " + group.control("put")).output();

    awaitMessage("one\ntwo\nthree");
  }

  @Test
  void dd_inSmallBlocks_isOneMessage() {
    String script = "printf 0123456789 | dd of=%s bs=3 status=none";
    mount.sh(script.formatted(group.control("put"))).output();

    awaitMessage("0123456789");
  }

  @Test
  void nothingWritten_sendsNothing() {
    group.controlCalls("put", "w", "close");
    mount.sh(": > " + group.control("put")).output();
    mount.sh("printf x > " + group.control("put")).output();

    awaitMessage("x");
    assertThat(group.get("stats")).contains("sent: 1\n");
  }

  @Test
  void tooLarge_isEMSGSIZEAtTheWriteThatNoLongerFits() {
    assertThat(group.controlCalls("put", "w", "fill 1000", "fill 24", "write x"))
        .containsExactly("fill 1000", "fill 24", "write -1 EMSGSIZE");
  }

  @Test
  void noRoom_isENOSPCAtTheWriteThatNoLongerFits() {
    mount.write("sys/max_storage_size", "10\n");
    try {
      assertThat(group.controlCalls("put", "w", "write 1234567", "write 1234"))
          .containsExactly("write 7", "write -1 ENOSPC");
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  @Test
  void afterAWriteThatFailed_halfAMessageIsNeverSent() {
    group.controlCalls("put", "w", "fill 1000", "fill 25", "close");
    group.send("next");

    group.await("bytes", 4);
    assertThat(group.get("stats")).contains("sent: 1\n");
    assertThat(group.receive()).isEqualTo("next");
  }

  @Test
  void space_isReservedAsItGrows() {
    mount.write("sys/max_storage_size", "10\n");
    try (Program sender = group.startControlCalls("put", "w", "write 12345678", "mark", "wait")) {
      sender.awaitWaitingAfter("mark");
      assertThat(group.count("bytes")).isEqualTo(8);
      assertThat(group.count("depth")).isZero();
      assertThat(group.calls("w", "write 123", "write 12"))
          .containsExactly("write -1 ENOSPC", "write 2");

      sender.type("close");
      sender.finish();
      group.await("depth", 2);
      assertThat(group.count("bytes")).isEqualTo(10);
    } finally {
      mount.write("sys/max_storage_size", "1048576\n");
    }
  }

  @Test
  void sendDelay_appliesToTheMessage() {
    group.set("send_delay", "600000");
    mount.sh("printf later > " + group.control("put")).output();

    group.await("delayed", 1);
    assertThat(group.count("depth")).isZero();
  }

  @Test
  void twoSenders_doNotMix() {
    String other = "open " + group.control("put") + " w";
    group.controlCalls(
        "put", "w", "write aa", other, "write b", "fd 3", "write aa", "fd 4", "write b");

    group.await("depth", 2);
    assertThat(group.receive()).isIn("aaaa", "bb");
    assertThat(group.receive()).isIn("aaaa", "bb");
  }
}

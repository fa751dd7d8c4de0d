package synchmess.tree.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.group.SendMode;
import synchmess.tree.Handle;
import synchmess.tree.OpenFlags;
import synchmess.tree.RecordedReply;
import synchmess.tree.TestTree;

class SendHandleTest {
  private static final OpenFlags WRITE = new OpenFlags(1);

  private final TestTree tree = new TestTree();
  private final Handle send = tree.open("/ctl/orders/send");

  private static String write(Handle handle, String text) {
    return TestTree.write(handle, text.getBytes(UTF_8)).toString();
  }

  private static String read(Handle handle, int size) {
    return TestTree.read(handle, 0, size);
  }

  private String cancel(String id) {
    return write(tree.open("/ctl/orders/cancel", WRITE), id);
  }

  @Test
  void read_afterASend_givesItsIdOnce() {
    tree.send("one");
    assertThat(write(send, "two")).isEqualTo("3");

    assertThat(read(send, 100)).isEqualTo("2\n");
    assertThat(read(send, 100)).isEmpty();
  }

  @Test
  void read_afterSeveralSends_givesTheLastId() {
    write(send, "one");
    write(send, "two");

    assertThat(read(send, 100)).isEqualTo("2\n");
  }

  @Test
  void read_inSmallPieces_givesTheWholeId() {
    for (int i = 0; i < 12; i++) {
      write(send, "x");
    }

    assertThat(read(send, 1) + read(send, 1) + read(send, 1) + read(send, 1)).isEqualTo("12\n");
  }

  @Test
  void read_ofARefusedCaller_leavesTheId() {
    write(send, "one");
    TestTree.read(send, 0, 100, RecordedReply.refusing());

    assertThat(read(send, 100)).isEqualTo("1\n");
  }

  @Test
  void read_beforeAnySend_isAtTheEnd() {
    assertThat(read(send, 100)).isEmpty();
  }

  /** It has an id at once, so it does not wait for the close. */
  @Test
  void write_sendModeClose_isAMessageAllTheSame() {
    tree.group.settings().setSendMode(SendMode.CLOSE);
    write(send, "one");

    assertThat(tree.group.stats().depth()).isEqualTo(1);
  }

  @Test
  void after_delaysItsMessageWhateverTheSendDelay() {
    tree.group.settings().setSendDelay(1000);

    write(tree.open("/ctl/orders/after/0"), "now");
    Handle later = tree.open("/ctl/orders/after/5000");
    write(later, "later");

    assertThat(tree.group.stats().depth()).isEqualTo(1);
    assertThat(tree.group.stats().delayed()).isEqualTo(1);
    assertThat(read(later, 100)).isEqualTo("2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "05", "2147483647"})
  void after_aNumber_isThere(String name) {
    tree.open("/ctl/orders/after/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-1", "+1", "1.5", "1s", "x", "99999999999"})
  void after_anythingElse_isNotThere(String name) {
    assertThatThrownBy(() -> tree.open("/ctl/orders/after/" + name)).hasMessage("ENOENT");
  }

  @Test
  void cancel_ofAReadyAndADelayedMessage_discardsThem() {
    tree.send("ready");
    write(tree.open("/ctl/orders/after/5000"), "delayed");

    assertThat(cancel("1\n")).isEqualTo("2");
    assertThat(cancel("2")).isEqualTo("1");

    assertThat(tree.group.stats().depth() + tree.group.stats().delayed()).isZero();
    assertThat(tree.group.stats().cancelled()).isEqualTo(2);
    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void cancel_ofWhatIsGone_isEnoent() {
    tree.send("one");
    tree.group.receive();

    assertThat(cancel("1")).isEqualTo("ENOENT");
    assertThat(cancel("7")).isEqualTo("ENOENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "one", "1 2", "1\n\n", "9223372036854775808"})
  void cancel_ofNoNumber_isEinval(String text) {
    tree.send("one");

    assertThatThrownBy(() -> cancel(text)).hasMessage("EINVAL");
    assertThat(tree.group.stats().depth()).isEqualTo(1);
  }

  @Test
  void afterRemoval_isEnodev() {
    Handle cancel = tree.open("/ctl/orders/cancel", WRITE);
    tree.remove();

    assertThat(write(send, "x")).isEqualTo("ENODEV");
    assertThat(write(cancel, "1")).isEqualTo("ENODEV");
  }
}

package synchmess.tree.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.FullPolicy;
import synchmess.group.SendMode;
import synchmess.tree.Handle;
import synchmess.tree.TestTree;

/** What an open group file writes is one message, where {@code send_mode} is {@code close}. */
class SendModeTest {
  private final TestTree tree = new TestTree();

  private Handle open(SendMode mode) {
    tree.group.settings().setSendMode(mode);
    return tree.open("/orders");
  }

  private static String write(Handle handle, String text) {
    return TestTree.write(handle, text.getBytes(UTF_8)).toString();
  }

  private String received() {
    return TestTree.read(tree.open("/orders"), 0, 99);
  }

  private static void assertRefused(Handle handle, String text, Errno why) {
    assertThatThrownBy(() -> write(handle, text))
        .isInstanceOfSatisfying(
            ErrnoException.class, refused -> assertThat(refused.errno()).isEqualTo(why));
  }

  @Test
  void write_always_isAMessage() {
    Handle handle = open(SendMode.WRITE);
    write(handle, "one");
    write(handle, "two");

    assertThat(received()).isEqualTo("one");
    assertThat(received()).isEqualTo("two");
  }

  @Test
  void close_severalWrites_areOneMessageAtTheClose() {
    Handle handle = open(SendMode.CLOSE);

    assertThat(write(handle, "one ")).isEqualTo("4");
    assertThat(write(handle, "two")).isEqualTo("3");
    assertThat(tree.group.stats().depth()).isZero();
    assertThat(tree.group.stats().bytes()).isEqualTo(7);
    handle.close();

    assertThat(received()).isEqualTo("one two");
    assertThat(tree.group.stats().sent()).isEqualTo(1);
  }

  @Test
  void close_nothingWritten_sendsNothing() {
    open(SendMode.CLOSE).close();

    assertThat(tree.group.stats().sent()).isZero();
  }

  @Test
  void close_aWriteThatDoesNotFit_spoilsTheMessage() {
    tree.limits.setMaxMessageSize(5);
    Handle handle = open(SendMode.CLOSE);
    write(handle, "12345");

    assertRefused(handle, "6", Errno.EMSGSIZE);
    assertRefused(handle, "7", Errno.EMSGSIZE);
    handle.close();
    assertThat(tree.group.stats().sent()).isZero();
    assertThat(tree.group.stats().bytes()).isZero();
  }

  @Test
  void close_noRoom_isNeverThrottled() {
    tree.limits.setMaxStorageSize(5);
    tree.group.settings().setFullPolicy(FullPolicy.BLOCK);
    Handle handle = open(SendMode.CLOSE);
    write(handle, "1234");

    assertRefused(handle, "56", Errno.ENOSPC);
  }

  @Test
  void close_withFlushOnClose_isFlushedToo() {
    tree.group.settings().setSendDelay(1000);
    tree.group.settings().setFlushOnClose(true);
    Handle handle = open(SendMode.CLOSE);
    write(handle, "one");
    handle.close();

    assertThat(received()).isEqualTo("one");
  }

  @Test
  void close_groupGone_isENODEVAndTheHandleIsClosedAllTheSame() {
    Handle handle = open(SendMode.CLOSE);
    write(handle, "one");
    tree.remove();

    assertThatThrownBy(handle::close).isInstanceOf(ErrnoException.class);
    assertThat(tree.group.stats().bytes()).isZero();
  }

  @Test
  void change_holdsForWhoOpensLater() {
    Handle early = open(SendMode.WRITE);
    Handle late = open(SendMode.CLOSE);
    tree.group.settings().setSendMode(SendMode.WRITE);

    write(late, "late");
    write(early, "early");
    write(late, "r");
    late.close();
    assertThat(received()).isEqualTo("early");
    assertThat(received()).isEqualTo("later");
  }

  @Test
  void newGroup_followsTheParameter() {
    tree.limits.setSendMode(SendMode.CLOSE);
    tree.root().create("new", 0600, TestTree.OWNER);

    assertThat(TestTree.read(tree.open("/ctl/new/send_mode"), 0, 99)).isEqualTo("close\n");
    assertThat(TestTree.read(tree.open("/ctl/orders/send_mode"), 0, 99)).isEqualTo("write\n");
  }
}

package synchmess.tree.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.tree.RecordedReply.REFUSED;
import static synchmess.tree.TestTree.read;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.group.ReadMode;
import synchmess.group.ShortRead;
import synchmess.tree.Handle;
import synchmess.tree.PollableHandle;
import synchmess.tree.RecordedReply;
import synchmess.tree.TestTree;

/** A message whose reader was gone when it was answered is neither lost nor given twice. */
class RefusedReplyTest {
  private static final String GROUP = "/orders";
  private static final String NEXT = "/ctl/orders/next";
  private static final String FOLLOW = "/ctl/orders/follow";

  private final TestTree tree = new TestTree();

  @BeforeEach
  void block() {
    tree.group.settings().setReadMode(ReadMode.BLOCK);
  }

  private Handle open(String path) {
    return tree.open(path, TestTree.READ);
  }

  private static void refuse(Handle handle, int size) {
    assertThat(read(handle, 0, size, RecordedReply.refusing())).hasToString(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW})
  void read_refused_putsTheMessageBackAtTheHead(String path) {
    tree.send("first");
    tree.send("second");

    refuse(open(path), 100);

    assertThat(tree.group.stats().received()).isZero();
    assertThat(read(open(GROUP), 0, 100)).isEqualTo("first");
    assertThat(read(open(GROUP), 0, 100)).isEqualTo("second");
    assertThat(tree.group.stats().depth()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW})
  void read_refused_keepsNothing(String path) {
    tree.send("first");
    tree.send("second");
    Handle handle = open(path);

    refuse(handle, 1);

    assertThat(read(open(GROUP), 0, 100)).isEqualTo("first");
    assertThat(read(handle, 0, 100)).isEqualTo("second");
    assertThat(tree.group.stats().depth()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW})
  void parkedRead_refused_theNextInLineGetsTheMessage(String path) {
    Handle handle = open(path);
    RecordedReply gone = read(handle, 0, 100, RecordedReply.refusing());
    RecordedReply next = read(open(path), 0, 100, new RecordedReply());

    tree.send("hello");

    assertThat(gone).hasToString(REFUSED);
    assertThat(next).hasToString("hello");
    assertThat(tree.group.stats().depth()).isZero();
    assertThat(tree.group.stats().received()).isEqualTo(1);
    assertThat(((PollableHandle) handle).poll(null).readable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW})
  void parkedRead_refusedWithNobodyElse_theMessageIsReady(String path) {
    read(open(path), 0, 100, RecordedReply.refusing());

    tree.send("hello");

    assertThat(tree.group.stats().depth()).isEqualTo(1);
    assertThat(read(open(path), 0, 100)).isEqualTo("hello");
  }

  @Test
  void restOfAShortRead_refused_staysWithTheHandle() {
    tree.group.settings().setShortRead(ShortRead.KEEP);
    tree.send("hello");
    Handle handle = open(GROUP);
    assertThat(read(handle, 0, 2)).isEqualTo("he");

    assertThat(read(handle, 2, 1, RecordedReply.refusing())).hasToString(REFUSED);

    assertThat(read(handle, 2, 2)).isEqualTo("ll");
    assertThat(read(handle, 4, 2)).isEqualTo("o");
    assertThat(tree.group.stats().depth()).isZero();
  }

  @Test
  void restOfAShortRead_anotherReadOfTheHandleEndsLater_stays() {
    Handle handle = open(GROUP);
    RecordedReply first = read(handle, 0, 1, new RecordedReply());
    RecordedReply second = read(handle, 0, 100, new RecordedReply());

    tree.send("hello");
    tree.send("world");

    assertThat(first).hasToString("h");
    assertThat(second).hasToString("world");
    assertThat(read(handle, 1, 100)).isEqualTo("ello");
  }

  @Test
  void restOfNext_refused_staysWithTheHandle() {
    tree.send("hello");
    Handle handle = open(NEXT);
    assertThat(read(handle, 0, 2)).isEqualTo("he");

    refuse(handle, 9);

    assertThat(read(handle, 2, 9)).isEqualTo("llo");
    assertThat(tree.group.stats().depth()).isZero();
  }

  @Test
  void restOfFollow_refused_staysWithTheHandle() {
    tree.send("hello");
    Handle handle = open(FOLLOW);
    assertThat(read(handle, 0, 2)).isEqualTo("he");

    assertThat(read(handle, 2, 9, RecordedReply.refusing())).hasToString(REFUSED);

    assertThat(((PollableHandle) handle).poll(null).readable()).isTrue();
    assertThat(read(handle, 2, 9)).isEqualTo("llo");
    assertThat(((PollableHandle) handle).poll(null).readable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {GROUP, NEXT, FOLLOW})
  void read_refusedAfterRemoval_isGone(String path) {
    tree.send("hello");
    RecordedReply removing = RecordedReply.refusing(tree::remove);

    read(open(path), 0, 100, removing);

    assertThat(removing).hasToString(REFUSED);
    assertThat(tree.tree.bytes()).isZero();
  }
}

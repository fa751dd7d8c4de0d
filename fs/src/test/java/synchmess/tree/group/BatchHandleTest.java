package synchmess.tree.group;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.tree.TestTree.read;
import static synchmess.tree.TestTree.write;

import org.junit.jupiter.api.Test;
import synchmess.errno.ErrnoException;
import synchmess.group.FullPolicy;
import synchmess.group.ReadMode;
import synchmess.tree.Handle;
import synchmess.tree.PollableHandle;
import synchmess.tree.ReadableHandle;
import synchmess.tree.RecordedReply;
import synchmess.tree.TestTree;
import synchmess.tree.WritableHandle;
import synchmess.waiting.Parked;

class BatchHandleTest {
  private static final String ONE_TWO = "\3\0\0\0one\3\0\0\0two";

  private final TestTree tree = new TestTree();
  private final Handle batch = tree.open("/ctl/orders/batch");
  private final Handle single = tree.open("/orders");

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private void block() {
    tree.group.settings().setReadMode(ReadMode.BLOCK);
    tree.group.settings().setFullPolicy(FullPolicy.BLOCK);
  }

  @Test
  void write_sendsTheMessageOfEachFrame() {
    assertThat(write(batch, bytes(ONE_TWO))).hasToString("14");

    assertThat(read(single, 0, 100)).isEqualTo("one");
    assertThat(read(single, 0, 100)).isEqualTo("two");
  }

  @Test
  void read_framesTheMessages() {
    tree.send("one");
    tree.send("two");

    assertThat(read(batch, 0, 100)).isEqualTo(ONE_TWO);
    assertThat(tree.group.stats().depth()).isZero();
  }

  @Test
  void read_offset_doesNotMatter() {
    tree.send("one");

    assertThat(read(batch, 77, 100)).isEqualTo("\3\0\0\0one");
  }

  @Test
  void write_malformed_storesNothing() {
    assertThatThrownBy(() -> write(batch, bytes(ONE_TWO + "\1")))
        .isInstanceOf(ErrnoException.class)
        .hasMessage("EINVAL");
    assertThat(tree.group.stats().depth()).isZero();
  }

  @Test
  void write_groupRemoved_isEnodevWhateverIsWritten() {
    tree.remove();

    assertThatThrownBy(() -> write(batch, bytes("\1"))).hasMessage("ENODEV");
  }

  @Test
  void read_nothingReady_isEndOfFileOrAsTheReadModeSays() {
    assertThat(read(batch, 0, 100)).isEqualTo("0");
    block();

    RecordedReply waiting = read(batch, 0, 100, new RecordedReply());
    assertThat(waiting).hasToString(RecordedReply.WAITING);
    assertThat(tree.group.stats().readers()).isEqualTo(1);
    write(batch, bytes(ONE_TWO));
    assertThat(waiting).hasToString(ONE_TWO);
  }

  @Test
  void read_nothingReadyAndNonBlocking_isEagain() {
    block();

    RecordedReply reply = new RecordedReply();
    ((ReadableHandle) batch).read(0, 100, TestTree.NON_BLOCKING, reply);

    assertThat(reply).hasToString("EAGAIN");
  }

  @Test
  void read_firstDoesNotFit_isEmsgsizeAndTakesNothing() {
    tree.send("hello");

    assertThat(read(batch, 0, 8)).isEqualTo("EMSGSIZE");

    assertThat(read(single, 0, 100)).isEqualTo("hello");
  }

  @Test
  void parkedRead_firstDoesNotFit_failsWithEmsgsize() {
    block();
    RecordedReply waiting = read(batch, 0, 8, new RecordedReply());

    tree.send("hello");

    assertThat(waiting).hasToString("EMSGSIZE");
    assertThat(read(single, 0, 100)).isEqualTo("hello");
  }

  @Test
  void read_refused_putsAllBackInOrder() {
    write(batch, bytes(ONE_TWO));

    read(batch, 0, 100, RecordedReply.refusing());

    assertThat(tree.group.stats().received()).isZero();
    assertThat(read(single, 0, 100)).isEqualTo("one");
    assertThat(read(single, 0, 100)).isEqualTo("two");
  }

  @Test
  void parkedRead_refused_putsAllBackInOrder() {
    block();
    read(batch, 0, 100, RecordedReply.refusing());

    write(batch, bytes(ONE_TWO));

    assertThat(read(batch, 0, 100)).isEqualTo(ONE_TWO);
  }

  @Test
  void write_throttled_isAnsweredWhenAllIsStored() {
    block();
    tree.limits.setMaxStorageSize(6);
    tree.send("hello");
    RecordedReply throttled = new RecordedReply();

    Parked parked = ((WritableHandle) batch).write(bytes(ONE_TWO), TestTree.BLOCKING, throttled);
    assertThat(parked).isNotNull();
    assertThat(throttled).hasToString(RecordedReply.WAITING);
    read(single, 0, 100);

    assertThat(throttled).hasToString("14");
    assertThat(read(batch, 0, 100)).isEqualTo(ONE_TWO);
  }

  @Test
  void isStream_whenOpenForWriting() {
    assertThat(batch.isStream()).isTrue();
    assertThat(tree.open("/ctl/orders/batch", TestTree.READ).isStream()).isFalse();
  }

  @Test
  void poll_isThatOfTheGroup() {
    assertThat(((PollableHandle) batch).poll(null)).isEqualTo(tree.group.poll(null));
    tree.send("one");
    assertThat(((PollableHandle) batch).poll(null).readable()).isTrue();
  }
}

package synchmess.tree.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.tree.TestTree.read;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.group.ReadMode;
import synchmess.group.ShortRead;
import synchmess.tree.Handle;
import synchmess.tree.RecordedReply;
import synchmess.tree.TestTree;

/** A reader that has read too far and seeks back gets again what it got. */
class ReadAgainTest {
  private static final String END = "0";

  private final TestTree tree = new TestTree();
  private final Handle handle = open();

  @BeforeEach
  void sendTwo() {
    tree.send("abc");
    tree.send("defg");
  }

  private Handle open() {
    return tree.open("/orders", TestTree.READ);
  }

  @Test
  void read_insideWhatWasRead_givesItAgainUpToItsEnd() {
    assertThat(read(handle, 0, 99)).isEqualTo("abc");

    assertThat(read(handle, 1, 99)).isEqualTo("bc");
    assertThat(read(handle, 2, 99)).isEqualTo("c");
    assertThat(read(handle, 1, 1)).isEqualTo("b");
    assertThat(read(handle, 2, 1)).isEqualTo("c");
    assertThat(read(handle, 3, 99)).isEqualTo("defg");
    assertThat(read(handle, 5, 99)).isEqualTo("fg");
  }

  @Test
  void read_atOffsetsThatGrow_takesOneMessageAfterTheOther() {
    assertThat(read(handle, 0, 99)).isEqualTo("abc");
    assertThat(read(handle, 3, 99)).isEqualTo("defg");
    assertThat(read(handle, 7, 99)).isEqualTo(END);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 2000, Long.MAX_VALUE})
  void read_anywhereElse_takesTheNextMessageAndForgetsTheLast(long elsewhere) {
    assertThat(read(handle, 1000, 99)).isEqualTo("abc");
    assertThat(read(handle, elsewhere, 99)).isEqualTo("defg");

    assertThat(read(handle, 1001, 99)).isEqualTo(END);
  }

  @Test
  void read_byAnotherDescriptor_neverGivesWhatThisOneTook() {
    assertThat(read(handle, 0, 99)).isEqualTo("abc");

    assertThat(read(open(), 0, 99)).isEqualTo("defg");
    assertThat(read(open(), 1, 99)).isEqualTo(END);
    assertThat(read(handle, 1, 99)).isEqualTo("bc");
  }

  @Test
  void read_ofADescriptorOpenForWritingToo_ignoresOffsets() {
    Handle both = tree.open("/orders");

    assertThat(read(both, 0, 99)).isEqualTo("abc");
    assertThat(read(both, 0, 99)).isEqualTo("defg");
  }

  @Test
  void read_againOfARest_thenGoesOnInTheMessage() {
    assertThat(read(handle, 0, 1)).isEqualTo("a");
    assertThat(read(handle, 0, 9)).isEqualTo("a");
    assertThat(read(handle, 1, 1)).isEqualTo("b");
    assertThat(read(handle, 0, 9)).isEqualTo("ab");
    assertThat(read(handle, 2, 9)).isEqualTo("c");
    assertThat(read(handle, 0, 9)).isEqualTo("abc");
    assertThat(read(handle, 3, 9)).isEqualTo("defg");
  }

  @Test
  void read_ofARestElsewhere_isFoundThereAgain() {
    tree.group.settings().setShortRead(ShortRead.KEEP);
    assertThat(read(handle, 0, 1)).isEqualTo("a");
    assertThat(read(handle, 500, 9)).isEqualTo("bc");

    assertThat(read(handle, 501, 9)).isEqualTo("c");
    assertThat(read(handle, 0, 9)).isEqualTo("defg");
  }

  @Test
  void read_shorterThanItsMessage_givesAgainNoMoreThanItGave() {
    assertThat(read(handle, 0, 2)).isEqualTo("ab");

    assertThat(read(handle, 1, 9)).isEqualTo("b");
    assertThat(read(handle, 2, 9)).isEqualTo("defg");
  }

  @Test
  void read_thatWaited_isGivenAgain() {
    tree.group.settings().setReadMode(ReadMode.BLOCK);
    read(handle, 0, 99);
    read(handle, 3, 99);
    RecordedReply waiting = read(handle, 7, 99, new RecordedReply());

    tree.send("hij");

    assertThat(waiting).hasToString("hij");
    assertThat(read(handle, 8, 99)).isEqualTo("ij");
  }

  @Test
  void readAgain_refused_canBeReadAgain() {
    read(handle, 0, 99);
    read(handle, 1, 99, RecordedReply.refusing());

    assertThat(read(handle, 1, 99)).isEqualTo("bc");
    assertThat(tree.group.stats().depth()).isEqualTo(1);
  }

  @Test
  void lastMessage_countsUntilTheNextReadOrTheClose() {
    long both = tree.tree.bytes();
    read(handle, 0, 99);
    assertThat(tree.tree.bytes()).isEqualTo(both);
    long last = both / 2;
    read(handle, 3, 99);
    assertThat(tree.tree.bytes()).isEqualTo(last);
    read(handle, 4, 99);
    assertThat(tree.tree.bytes()).isEqualTo(last);

    assertThat(read(handle, 7, 99)).isEqualTo(END);
    assertThat(tree.tree.bytes()).isZero();

    tree.send("abc");
    read(handle, 7, 99);
    handle.close();
    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void lastMessage_ofAReaderThatWaits_countsNoMore() {
    tree.group.settings().setReadMode(ReadMode.BLOCK);
    read(handle, 0, 99);
    read(handle, 3, 99);

    RecordedReply waiting = read(handle, 7, 99, new RecordedReply());

    assertThat(waiting).hasToString(RecordedReply.WAITING);
    assertThat(tree.tree.bytes()).isZero();
  }

  @Test
  void read_refused_countsOnceAndIsForTheNext() {
    long both = tree.tree.bytes();

    read(handle, 0, 99, RecordedReply.refusing());

    assertThat(tree.tree.bytes()).isEqualTo(both);
    assertThat(read(open(), 0, 99)).isEqualTo("abc");
  }
}

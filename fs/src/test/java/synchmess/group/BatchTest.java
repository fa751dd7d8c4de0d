package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class BatchTest {
  private static final int HEADER = 4;

  private final TestGroup orders = new TestGroup();

  // -------------------------------------------------------------------------------- sending

  @Test
  void send_several_areReadyInOrder() {
    orders.send("a", "b", "c");

    assertThat(orders.stats().sent()).isEqualTo(3);
    assertThat(orders.receive() + orders.receive() + orders.receive()).isEqualTo("abc");
  }

  @Test
  void send_delayed_becomeReadyTogetherInOrder() {
    orders.group.settings().setSendDelay(10);
    orders.send("a", "b", "c");
    assertThat(orders.stats().delayed()).isEqualTo(3);

    orders.advance(10);

    assertThat(orders.receive() + orders.receive() + orders.receive()).isEqualTo("abc");
  }

  @Test
  void send_oneTooLarge_storesNone() {
    orders.limits.setMaxMessageSize(3);

    assertRefused(Errno.EMSGSIZE, () -> orders.send("abc", "defg", "h"));

    assertThat(orders.stats().depth()).isZero();
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void send_noRoomForAll_storesNone() {
    orders.limitStorage(5);

    assertRefused(Errno.ENOSPC, () -> orders.send("abc", "def"));
    assertThat(orders.stats().depth()).isZero();

    orders.send("abc", "de");
    assertThat(orders.stats().bytes()).isEqualTo(5);
  }

  @Test
  void send_mountHasNoRoomForAll_storesNone() {
    orders.limits.setMaxTotalSize(TestGroup.cost("abc", "def") - 1);

    assertRefused(Errno.ENOSPC, () -> orders.send("abc", "def"));

    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void send_refused_countsAsOneRejected() {
    orders.limitStorage(5);

    assertRefused(Errno.ENOSPC, () -> orders.send("abc", "def"));

    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void throttle_noRoomForAll_waitsAsOne() {
    orders.throttleWhenFull();
    orders.limitStorage(6);
    orders.send("abc", "d");
    RecordingSender sender = orders.throttle("ef", "g");
    assertThat(sender.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().writers()).isEqualTo(1);

    orders.receive();

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.receive() + orders.receive() + orders.receive()).isEqualTo("defg");
  }

  @Test
  void throttle_neverRoomForAll_isRefusedAtOnce() {
    orders.throttleWhenFull();
    orders.limitStorage(6);

    assertRefused(Errno.ENOSPC, () -> orders.throttle("abc", "defg"));
  }

  @Test
  void send_byOneWhoCannotWait_isRefusedWithEagain() {
    orders.throttleWhenFull();
    orders.limitStorage(6);
    orders.send("abc");

    assertRefused(Errno.EAGAIN, () -> orders.send("de", "fg"));
  }

  // ------------------------------------------------------------------------------ receiving

  @Test
  void receive_takesAsManyAsFit() {
    orders.send("abc", "de", "fgh");

    assertThat(orders.receiveBatch(3 + HEADER + 2 + HEADER, HEADER)).containsExactly("abc", "de");

    assertThat(orders.stats().depth()).isEqualTo(1);
    assertThat(orders.stats().received()).isEqualTo(2);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("fgh"));
  }

  @Test
  void receive_oneByteShort_leavesTheLast() {
    orders.send("abc", "de");

    assertThat(orders.receiveBatch(3 + HEADER + 2 + HEADER - 1, HEADER)).containsExactly("abc");
  }

  @Test
  void receive_smallBehindOneThatDoesNotFit_keepsTheOrder() {
    orders.send("abc", "defghi", "j");

    assertThat(orders.receiveBatch(3 + HEADER + 1 + HEADER, HEADER)).containsExactly("abc");
  }

  @Test
  void receive_nothingReady_isEmpty() {
    orders.sendDelayed("later", 10);

    assertThat(orders.receiveBatch(100, HEADER)).isEmpty();
  }

  @Test
  void receive_firstDoesNotFit_isRefusedAndTakesNothing() {
    orders.send("abc");

    assertRefused(Errno.EMSGSIZE, () -> orders.receiveBatch(3 + HEADER - 1, HEADER));

    assertThat(orders.stats().received()).isZero();
    assertThat(orders.receive()).isEqualTo("abc");
  }

  @Test
  void receive_roomIsMadeForAThrottledSender() {
    orders.throttleWhenFull();
    orders.limitStorage(6);
    orders.send("abc", "def");
    RecordingSender sender = orders.throttle("ghijkl");

    orders.receiveBatch(100, HEADER);

    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void putBack_wholeBatch_leavesInTheOriginalOrder() {
    orders.send("a", "b", "c");
    List<Message> batch = orders.group.receive(100, HEADER);
    orders.send("d");

    orders.group.putBack(batch);

    assertThat(orders.stats().received()).isZero();
    assertThat(orders.receiveBatch(100, HEADER)).containsExactly("a", "b", "c", "d");
  }

  // -------------------------------------------------------------------------------- waiting

  @Test
  void await_batchSent_getsAllThatFits() {
    RecordingBatchReceiver receiver = orders.awaitBatch(2 * (1 + HEADER), HEADER);

    orders.send("a", "b", "c");

    assertThat(receiver.outcome()).isEqualTo("a,b");
    assertThat(orders.receive()).isEqualTo("c");
  }

  @Test
  void await_singleSent_getsIt() {
    RecordingBatchReceiver receiver = orders.awaitBatch(100, HEADER);

    orders.send("a");

    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_severalReceivers_areServedInOrder() {
    RecordingReceiver single = orders.await();
    RecordingBatchReceiver batch = orders.awaitBatch(2 * (1 + HEADER), HEADER);
    RecordingReceiver last = orders.await();

    orders.send("a", "b", "c", "d");

    assertThat(single.outcome()).isEqualTo("a");
    assertThat(batch.outcome()).isEqualTo("b,c");
    assertThat(last.outcome()).isEqualTo("d");
  }

  @Test
  void await_firstDoesNotFit_failsWithEmsgsizeAndTheNextIsServed() {
    RecordingBatchReceiver small = orders.awaitBatch(HEADER + 1, HEADER);
    RecordingReceiver next = orders.await();

    orders.send("abc");

    assertThat(small.outcome()).isEqualTo("EMSGSIZE");
    assertThat(next.outcome()).isEqualTo("abc");
    assertThat(orders.stats().received()).isEqualTo(1);
  }

  @Test
  void await_firstDoesNotFitAndNobodyElseWaits_theMessageStays() {
    RecordingBatchReceiver small = orders.awaitBatch(HEADER + 1, HEADER);

    orders.send("abc");

    assertThat(small.outcome()).isEqualTo("EMSGSIZE");
    assertThat(orders.receive()).isEqualTo("abc");
  }

  @Test
  void cancel_waiting_getsNothing() {
    RecordingBatchReceiver receiver = orders.awaitBatch(100, HEADER);

    assertThat(receiver.cancel(Errno.EINTR)).isTrue();
    orders.send("a");

    assertThat(receiver.outcome()).isEqualTo("EINTR");
    assertThat(orders.receive()).isEqualTo("a");
  }
}

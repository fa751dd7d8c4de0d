package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class DraftTest {
  private final TestGroup orders = new TestGroup();
  private final Draft draft = orders.group.draft();

  private void append(String part) {
    draft.append(TestGroup.bytes(part));
  }

  @Test
  void send_severalParts_isOneMessage() {
    append("ab");
    append("c");
    append("def");

    draft.send();

    assertThat(orders.receive()).isEqualTo("abcdef");
    assertThat(orders.receive()).isNull();
  }

  @Test
  void append_isNotSentYet() {
    append("ab");

    assertThat(orders.receive()).isNull();
    assertThat(orders.stats().depth()).isZero();
    assertThat(orders.stats().sent()).isZero();
  }

  @Test
  void send_nothingWritten_sendsNothing() {
    draft.send();

    assertThat(orders.stats().sent()).isZero();
  }

  @Test
  void send_twice_sendsOnce() {
    append("ab");
    draft.send();
    draft.send();

    assertThat(orders.stats().sent()).isEqualTo(1);
    assertThat(orders.stats().bytes()).isEqualTo(2);
  }

  @Test
  void append_tooLarge_isRefusedAndTheDraftStaysAsItWas() {
    orders.limits.setMaxMessageSize(4);
    append("abc");

    assertRefused(Errno.EMSGSIZE, () -> append("de"));
    append("d");
    draft.send();

    assertThat(orders.receive()).isEqualTo("abcd");
    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void append_noRoom_isRefusedAndTheDraftStaysAsItWas() {
    orders.limitStorage(5);
    orders.send("xy");
    append("ab");

    assertRefused(Errno.ENOSPC, () -> append("cd"));
    append("c");
    draft.send();

    assertThat(orders.stats().bytes()).isEqualTo(5);
    orders.receive();
    assertThat(orders.receive()).isEqualTo("abc");
  }

  @Test
  void append_noRoomInTheMount_isRefused() {
    orders.limits.setMaxTotalSize(Cost.ofDraft(4));
    append("ab");

    assertRefused(Errno.ENOSPC, () -> append("cde"));

    assertThat(orders.groups.bytes()).isEqualTo(Cost.ofDraft(2));
  }

  @Test
  void append_reservesItsRoom() {
    orders.limitStorage(5);
    append("abc");

    assertRefused(Errno.ENOSPC, () -> orders.send("def"));
    assertThat(orders.stats().bytes()).isEqualTo(3);
    assertThat(orders.groups.bytes()).isEqualTo(Cost.ofDraft(3));
  }

  @Test
  void send_takesNoFurtherRoom() {
    orders.limitStorage(3);
    append("abc");

    draft.send();

    assertThat(orders.stats().bytes()).isEqualTo(3);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abc"));
    orders.receive();
    assertThat(orders.stats().bytes()).isZero();
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void send_limitsLoweredMeanwhile_isStillStored() {
    append("abc");
    orders.limits.setMaxMessageSize(1);
    orders.limitStorage(1);

    draft.send();

    assertThat(orders.receive()).isEqualTo("abc");
  }

  @Test
  void discard_givesTheRoomBack() {
    append("abc");

    draft.discard();

    assertThat(orders.stats().bytes()).isZero();
    assertThat(orders.groups.bytes()).isZero();
    draft.send();
    assertThat(orders.receive()).isNull();
  }

  @Test
  void discard_letsThrottledSendersIn() {
    orders.throttleWhenFull();
    orders.limitStorage(3);
    append("abc");
    RecordingSender sender = orders.throttle("def");

    draft.discard();

    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void append_behindThrottledSenders_isRefused() {
    orders.throttleWhenFull();
    orders.limitStorage(4);
    orders.send("abc");
    orders.throttle("de");

    assertRefused(Errno.ENOSPC, () -> append("f"));
  }

  @Test
  void send_delayStartsAtTheSend() {
    append("a");
    orders.group.settings().setSendDelay(10);
    orders.advance(10);
    draft.send();
    assertThat(orders.receive()).isNull();

    orders.advance(10);
    assertThat(orders.receive()).isEqualTo("a");
  }

  @Test
  void send_servesAWaitingReceiver() {
    RecordingReceiver receiver = orders.await();
    append("a");
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);

    draft.send();
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void send_orderIsThatOfTheSendNotOfTheFirstPart() {
    append("draft");
    orders.send("other");
    draft.send();

    assertThat(orders.receive()).isEqualTo("other");
    assertThat(orders.receive()).isEqualTo("draft");
  }

  @Test
  void append_afterSend_beginsAnew() {
    append("a");
    draft.send();
    append("b");
    draft.send();

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
  }
}

package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class ReceiveTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void receive_emptyGroup_returnsNothing() {
    assertThat(orders.receive()).isNull();
  }

  @Test
  void receive_notYetDue_returnsNothing() {
    orders.sendDelayed("a", 10);

    assertThat(orders.receive()).isNull();
  }

  @Test
  void receive_twice_getsAMessageOnce() {
    orders.send("a");
    orders.receive();

    assertThat(orders.receive()).isNull();
  }

  @Test
  void receive_takesItsBytesAlong() {
    orders.send("abc");
    orders.send("de");
    orders.receive();

    assertThat(orders.stats().bytes()).isEqualTo(2);
    assertThat(orders.stats().depth()).isEqualTo(1);
    assertThat(orders.stats().received()).isEqualTo(1);
  }

  @Test
  void receive_movesTheTimeOfTheLastReceive() {
    orders.send("a");
    orders.advance(70);
    orders.receive();

    assertThat(orders.group.lastReceived()).isEqualTo(orders.group.lastSent() + 70);
  }

  @Test
  void receive_emptyGroup_leavesTheTimeOfTheLastReceive() {
    long installed = orders.group.lastReceived();
    orders.advance(70);
    orders.receive();

    assertThat(orders.group.lastReceived()).isEqualTo(installed);
  }

  @Test
  void await_readyMessage_completesAtOnce() {
    orders.send("a");

    assertThat(orders.await().outcome()).isEqualTo("a");
    assertThat(orders.stats().readers()).isZero();
  }

  @Test
  void await_emptyGroup_parks() {
    RecordingReceiver receiver = orders.await();

    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().readers()).isEqualTo(1);
  }

  @Test
  void await_thenSend_getsTheMessage() {
    RecordingReceiver receiver = orders.await();

    orders.send("a");

    assertThat(receiver.outcome()).isEqualTo("a");
    assertThat(orders.stats().depth()).isZero();
    assertThat(orders.stats().bytes()).isZero();
    assertThat(orders.stats().received()).isEqualTo(1);
  }

  @Test
  void await_several_areServedInOrderOfArrival() {
    RecordingReceiver first = orders.await();
    RecordingReceiver second = orders.await();

    orders.send("a");
    assertThat(first.outcome()).isEqualTo("a");
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);

    orders.send("b");
    assertThat(second.outcome()).isEqualTo("b");
  }

  @Test
  void await_delayedMessage_getsItWhenDue() {
    orders.sendDelayed("a", 10);
    RecordingReceiver receiver = orders.await();

    orders.advance(9);
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
    orders.advance(1);
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_parkedBeforeADelayedSend_getsItWhenDue() {
    RecordingReceiver receiver = orders.await();
    orders.sendDelayed("a", 10);

    orders.advance(10);

    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_anEarlierMessageComesLater_getsTheEarlier() {
    orders.sendDelayed("late", 100);
    RecordingReceiver receiver = orders.await();
    orders.sendDelayed("early", 10);

    orders.advance(10);

    assertThat(receiver.outcome()).isEqualTo("early");
  }

  @Test
  void await_firstDelayedIsRevoked_getsTheNextWhenDue() {
    RecordingReceiver receiver = orders.await();
    orders.sendDelayed("revoked", 10);
    orders.group.revoke();
    orders.sendDelayed("kept", 50);

    orders.advance(50);

    assertThat(receiver.outcome()).isEqualTo("kept");
  }

  @Test
  void await_twoMessagesDueApart_eachReceiverGetsItsOwn() {
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 20);
    RecordingReceiver first = orders.await();
    RecordingReceiver second = orders.await();

    orders.advance(30);

    assertThat(first.outcome()).isEqualTo("a");
    assertThat(second.outcome()).isEqualTo("b");
  }

  @Test
  void cancel_whileParked_failsAndLeavesTheNextMessage() {
    RecordingReceiver receiver = orders.await();

    assertThat(receiver.cancel(Errno.EINTR)).isTrue();
    orders.send("a");

    assertThat(receiver.outcome()).isEqualTo("EINTR");
    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.stats().readers()).isZero();
  }

  @Test
  void cancel_one_leavesTheOthersTheirOrder() {
    RecordingReceiver first = orders.await();
    RecordingReceiver second = orders.await();
    RecordingReceiver third = orders.await();

    second.cancel(Errno.EINTR);
    orders.send("a");
    orders.send("b");

    assertThat(first.outcome()).isEqualTo("a");
    assertThat(third.outcome()).isEqualTo("b");
  }

  @Test
  void cancel_afterTheMessage_isTooLate() {
    RecordingReceiver receiver = orders.await();
    orders.send("a");

    assertThat(receiver.cancel(Errno.EINTR)).isFalse();
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void cancel_twice_isTooLateTheSecondTime() {
    RecordingReceiver receiver = orders.await();
    receiver.cancel(Errno.EINTR);

    assertThat(receiver.cancel(Errno.EAGAIN)).isFalse();
    assertThat(receiver.outcome()).isEqualTo("EINTR");
  }

  @Test
  void cancel_neverParked_hasNoEffect() {
    RecordingReceiver receiver = new RecordingReceiver();

    assertThat(receiver.cancel(Errno.EINTR)).isFalse();
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void receive_dueBeforeTheAlarm_servesWhoWaitsFirst() {
    orders.sendDelayed("a", 10);
    RecordingReceiver waiting = orders.await();
    orders.clock.skip(Duration.ofMillis(10));

    assertThat(orders.receive()).isNull();
    assertThat(waiting.outcome()).isEqualTo("a");
  }

  @Test
  void receive_twoDueBeforeTheAlarm_getsWhatIsLeft() {
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 10);
    RecordingReceiver waiting = orders.await();
    orders.clock.skip(Duration.ofMillis(10));

    assertThat(orders.receive()).isEqualTo("b");
    assertThat(waiting.outcome()).isEqualTo("a");
  }

  @Test
  void received_mayReceiveAgain() {
    RecordingReceiver second = new RecordingReceiver();
    Receiver first =
        new MessageReceiver(Receiver.FOREVER, false) {
          @Override
          protected void received(Message message) {
            orders.group.receive(second);
          }

          @Override
          public void failed(Errno why) {
            throw new AssertionError(why);
          }
        };
    orders.group.receive(first);

    orders.send("a");
    orders.send("b");

    assertThat(second.outcome()).isEqualTo("b");
  }
}

package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import synchmess.waiting.Outcome;

class RevokeTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void revoke_nothingDelayed_returnsZero() {
    orders.send("a");

    assertThat(orders.group.revoke()).isZero();
  }

  @Test
  void revoke_delayed_discardsThemAndReturnsHowMany() {
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 20);

    assertThat(orders.group.revoke()).isEqualTo(2);

    orders.advance(20);
    assertThat(orders.receive()).isNull();
    assertThat(orders.stats().delayed()).isZero();
  }

  @Test
  void revoke_twice_findsNothingTheSecondTime() {
    orders.sendDelayed("a", 10);
    orders.group.revoke();

    assertThat(orders.group.revoke()).isZero();
  }

  @Test
  void revoke_leavesReadyMessages() {
    orders.send("ready");
    orders.sendDelayed("delayed", 10);

    orders.group.revoke();

    assertThat(orders.receive()).isEqualTo("ready");
  }

  @Test
  void revoke_dueByNow_isTooLate() {
    orders.sendDelayed("due", 10);
    orders.sendDelayed("delayed", 11);
    orders.advance(10);

    assertThat(orders.group.revoke()).isEqualTo(1);
    assertThat(orders.receive()).isEqualTo("due");
  }

  @Test
  void revoke_givesTheBytesBack() {
    orders.send("abc");
    orders.sendDelayed("de", 10);

    orders.group.revoke();

    assertThat(orders.stats().bytes()).isEqualTo(3);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abc"));
  }

  @Test
  void revoke_counts() {
    orders.sendDelayed("a", 10);
    orders.group.revoke();
    orders.sendDelayed("b", 10);
    orders.group.revoke();

    assertThat(orders.stats().revoked()).isEqualTo(2);
    assertThat(orders.stats().received()).isZero();
  }

  @Test
  void revoke_leavesReceiversWaitingForTheNextMessage() {
    RecordingReceiver receiver = orders.await();
    orders.sendDelayed("a", 10);
    orders.group.revoke();
    orders.advance(10);
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);

    orders.send("b");
    assertThat(receiver.outcome()).isEqualTo("b");
  }

  @Test
  void revoke_opensRoomForThrottledSenders() {
    orders.throttleWhenFull();
    orders.limitStorage(3);
    orders.sendDelayed("abc", 10);
    RecordingSender sender = orders.throttle("def");

    orders.group.revoke();

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.receive()).isEqualTo("def");
  }

  @Test
  void revoke_thenSend_worksAsBefore() {
    orders.sendDelayed("a", 10);
    orders.group.revoke();
    orders.sendDelayed("b", 10);

    orders.advance(10);

    assertThat(orders.receive()).isEqualTo("b");
  }
}

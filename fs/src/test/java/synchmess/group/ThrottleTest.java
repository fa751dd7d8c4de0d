package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static synchmess.errno.Refusal.assertRefused;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class ThrottleTest {
  private final TestGroup orders = new TestGroup();

  @BeforeEach
  void fill() {
    orders.limitStorage(6);
    orders.send("abcdef");
    orders.throttleWhenFull();
  }

  @Test
  void send_policyFail_isRefused() {
    orders.group.settings().setFullPolicy(FullPolicy.FAIL);

    assertRefused(Errno.ENOSPC, () -> orders.throttle("g"));
    assertThat(orders.stats().writers()).isZero();
  }

  @Test
  void send_policyBlock_parks() {
    RecordingSender sender = orders.throttle("g");

    assertThat(sender.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().writers()).isEqualTo(1);
    assertThat(orders.stats().bytes()).isEqualTo(6);
  }

  @Test
  void send_policyBlockAndRoom_completesAtOnce() {
    orders.receive();

    RecordingSender sender = orders.throttle("g");

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.receive()).isEqualTo("g");
  }

  @Test
  void send_policyBlockByOneWhoCannotWait_isRefusedWithEagain() {
    assertRefused(Errno.EAGAIN, () -> orders.send("g"));
    assertThat(orders.stats().depth()).isEqualTo(1);
  }

  @Test
  void receive_makesRoom_storesTheThrottledMessage() {
    RecordingSender sender = orders.throttle("g");

    assertThat(orders.receive()).isEqualTo("abcdef");

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.stats().writers()).isZero();
    assertThat(orders.receive()).isEqualTo("g");
  }

  @Test
  void receive_makesRoomForSeveral_storesThemInOrder() {
    RecordingSender first = orders.throttle("ab");
    RecordingSender second = orders.throttle("cd");
    RecordingSender third = orders.throttle("efg");

    orders.receive();

    assertThat(first.outcome()).isEqualTo("sent");
    assertThat(second.outcome()).isEqualTo("sent");
    assertThat(third.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.receive()).isEqualTo("ab");
    assertThat(third.outcome()).isEqualTo("sent");
    assertThat(orders.receive()).isEqualTo("cd");
    assertThat(orders.receive()).isEqualTo("efg");
  }

  @Test
  void throttle_smallBehindLarge_waitsItsTurn() {
    orders.receive();
    orders.send("abc");
    RecordingSender large = orders.throttle("defg");
    RecordingSender small = orders.throttle("h");

    assertThat(large.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(small.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void send_smallBehindThrottled_isRefusedWithEagain() {
    orders.receive();
    orders.send("abc");
    orders.throttle("defg");

    assertRefused(Errno.EAGAIN, () -> orders.send("h"));
  }

  @Test
  void cancel_throttled_isNeverStored() {
    RecordingSender sender = orders.throttle("g");

    assertThat(sender.cancel(Errno.EINTR)).isTrue();
    orders.receive();

    assertThat(sender.outcome()).isEqualTo("EINTR");
    assertThat(orders.receive()).isNull();
    assertThat(orders.stats().writers()).isZero();
  }

  @Test
  void cancel_stored_isTooLate() {
    RecordingSender sender = orders.throttle("g");
    orders.receive();

    assertThat(sender.cancel(Errno.EINTR)).isFalse();
    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.receive()).isEqualTo("g");
  }

  @Test
  void cancel_largeBeforeSmall_storesTheSmall() {
    orders.receive();
    orders.send("abc");
    RecordingSender large = orders.throttle("defg");
    RecordingSender small = orders.throttle("h");

    large.cancel(Errno.EINTR);

    assertThat(small.outcome()).isEqualTo("sent");
  }

  @Test
  void maxThrottledWriters_reached_theNextIsRefused() {
    orders.limits.setMaxThrottledWriters(2);
    RecordingSender first = orders.throttle("g");
    RecordingSender second = orders.throttle("h");

    assertRefused(Errno.ENOSPC, () -> orders.throttle("i"));

    assertThat(first.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void maxThrottledWriters_oneGivesUp_anotherMayWait() {
    orders.limits.setMaxThrottledWriters(1);
    orders.throttle("g").cancel(Errno.EINTR);

    assertThat(orders.throttle("h").outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void maxThrottledWriters_lowered_dropsNobody() {
    RecordingSender first = orders.throttle("g");
    RecordingSender second = orders.throttle("h");
    orders.limits.setMaxThrottledWriters(1);

    orders.receive();

    assertThat(first.outcome()).isEqualTo("sent");
    assertThat(second.outcome()).isEqualTo("sent");
  }

  @Test
  void maxStorageSize_raised_storesTheThrottledMessage() {
    RecordingSender sender = orders.throttle("g");

    orders.limitStorage(7);

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.stats().bytes()).isEqualTo(7);
  }

  @Test
  void throttle_largerThanTheStorage_isRefusedAtOnce() {
    assertRefused(Errno.ENOSPC, () -> orders.throttle("1234567"));

    assertThat(orders.stats().writers()).isZero();
    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void throttle_asLargeAsTheStorage_waits() {
    assertThat(orders.throttle("123456").outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void send_largerThanTheStorageByOneWhoCannotWait_isRefusedWithEnospc() {
    assertRefused(Errno.ENOSPC, () -> orders.send("1234567"));
  }

  @Test
  void maxStorageSize_loweredBelowThrottledMessages_refusesThem() {
    RecordingSender small = orders.throttle("12");
    RecordingSender large = orders.throttle("1234");

    orders.limitStorage(3);

    assertThat(large.outcome()).isEqualTo("ENOSPC");
    assertThat(small.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.stats().writers()).isEqualTo(1);
    assertThat(orders.stats().rejected()).isEqualTo(1);
    orders.receive();
    assertThat(small.outcome()).isEqualTo("sent");
  }

  @Test
  void maxStorageSize_loweredBelowTheFirst_storesWhoWaitedBehindIt() {
    orders.receive();
    orders.send("a");
    orders.throttle("123456");
    RecordingSender small = orders.throttle("12");

    orders.limitStorage(3);

    assertThat(small.outcome()).isEqualTo("sent");
  }

  @Test
  void throttled_delayedMessage_becomesReadyWithoutRoom() {
    orders.receive();
    orders.sendDelayed("uvwxyz", 10);
    RecordingSender sender = orders.throttle("g");
    RecordingReceiver receiver = orders.await();

    orders.advance(10);

    assertThat(receiver.outcome()).isEqualTo("uvwxyz");
    assertThat(sender.outcome()).isEqualTo("sent");
  }

  @Test
  void throttled_countsAsSentOnceStored() {
    orders.throttle("g");
    assertThat(orders.stats().sent()).isEqualTo(1);

    orders.receive();
    assertThat(orders.stats().sent()).isEqualTo(2);
  }

  @Test
  void throttled_theirRoomIsTakenFromTheStart() {
    orders.throttle("g", "h");
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abcdef", "g", "h"));

    orders.receive();
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("g", "h"));
    orders.receive();
    orders.receive();
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void throttle_totalHasNoRoom_isRefusedAtOnce() {
    orders.limits.setMaxTotalSize(TestGroup.cost("abcdef", "g", "h") - 1);
    orders.throttle("g");

    assertRefused(Errno.ENOSPC, () -> orders.throttle("h"));

    assertThat(orders.stats().writers()).isEqualTo(1);
    assertThat(orders.stats().rejected()).isEqualTo(1);
  }

  @Test
  void throttled_totalIsLoweredMeanwhile_isStillStored() {
    RecordingSender sender = orders.throttle("g");
    orders.limitTotal(0);

    orders.receive();

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("g"));
  }

  @Test
  void throttled_cancelledDismissedOrRemoved_givesItsRoomBack() {
    orders.throttle("g").cancel(Errno.EINTR);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abcdef"));

    orders.throttle("123456");
    orders.limitStorage(5);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("abcdef"));

    orders.throttle("h");
    orders.uninstall();
    assertThat(orders.groups.bytes()).isZero();
  }

  @Test
  void throttled_severalStoredAtOnce_eachFindsTheRoomOfTheOneBefore() {
    orders.receive();
    orders.sendDelayed("uvwxyz", 10);
    RecordingReceiver receiver = orders.await();
    RecordingSender first = orders.throttle("abc");
    RecordingSender second = orders.throttle("def");
    orders.limits.setMaxTotalSize(TestGroup.cost("abc", "def"));

    orders.group.revoke();

    assertThat(first.outcome()).isEqualTo("sent");
    assertThat(receiver.outcome()).isEqualTo("abc");
    assertThat(second.outcome()).isEqualTo("sent");
  }

  @Test
  void send_dueBeforeTheAlarm_findsTheRoomOfAServedReceiver() {
    orders.receive();
    orders.sendDelayed("uvwxyz", 10);
    RecordingReceiver waiting = orders.await();
    orders.clock.skip(Duration.ofMillis(10));

    orders.send("g");

    assertThat(waiting.outcome()).isEqualTo("uvwxyz");
  }

  @Test
  void send_refusedDueBeforeTheAlarm_servesWhoWaits() {
    orders.group.settings().setFullPolicy(FullPolicy.FAIL);
    orders.receive();
    orders.sendDelayed("uvwxyz", 10);
    RecordingReceiver waiting = orders.await();
    orders.clock.skip(Duration.ofMillis(10));

    assertRefused(Errno.ENOSPC, () -> orders.send("1234567"));

    assertThat(waiting.outcome()).isEqualTo("uvwxyz");
  }
}

package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Outcome;

class DelayTest {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TestGroup orders = new TestGroup();

  @Test
  void sendDelay_newGroup_isZero() {
    assertThat(orders.group.settings().sendDelay()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 86_400_000, Integer.MAX_VALUE})
  void send_delayed_isReadyWhenDueAndNotANanosecondEarlier(int millis) {
    orders.sendDelayed("a", millis);

    orders.advanceNanos(millis * NANOS_PER_MILLI - 1);
    assertThat(orders.receive()).isNull();
    orders.advanceNanos(1);
    assertThat(orders.receive()).isEqualTo("a");
  }

  @Test
  void send_delayed_countsAsDelayedUntilDue() {
    orders.sendDelayed("abc", 10);
    assertThat(orders.stats().delayed()).isEqualTo(1);
    assertThat(orders.stats().depth()).isZero();
    assertThat(orders.stats().sent()).isEqualTo(1);

    orders.advance(10);
    assertThat(orders.stats().delayed()).isZero();
    assertThat(orders.stats().depth()).isEqualTo(1);
  }

  @Test
  void send_delayed_holdsItsBytesFromTheSendOn() {
    orders.sendDelayed("abc", 10);
    assertThat(orders.stats().bytes()).isEqualTo(3);

    orders.advance(10);
    assertThat(orders.stats().bytes()).isEqualTo(3);
  }

  @Test
  void sendDelay_changed_leavesDelayedMessagesAsTheyAre() {
    orders.group.settings().setSendDelay(10);
    orders.send("a");
    orders.group.settings().setSendDelay(1000);

    orders.advance(10);

    assertThat(orders.receive()).isEqualTo("a");
  }

  @Test
  void sendDelay_setToZero_nextMessageIsReadyAtOnceAndOvertakes() {
    orders.sendDelayed("delayed", 10);
    orders.send("ready");

    assertThat(orders.receive()).isEqualTo("ready");
    orders.advance(10);
    assertThat(orders.receive()).isEqualTo("delayed");
  }

  @Test
  void receive_severalDue_earliestDueFirst() {
    orders.sendDelayed("c", 30);
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 20);

    orders.advance(30);

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
    assertThat(orders.receive()).isEqualTo("c");
  }

  @Test
  void receive_dueTogether_inOrderOfSending() {
    orders.sendDelayed("a", 20);
    orders.advance(10);
    orders.sendDelayed("b", 10);
    orders.sendDelayed("c", 10);

    orders.advance(10);

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
    assertThat(orders.receive()).isEqualTo("c");
  }

  @Test
  void receive_dueBeforeALaterSend_leavesFirst() {
    orders.sendDelayed("due", 10);
    orders.advance(10);
    orders.send("later");

    assertThat(orders.receive()).isEqualTo("due");
    assertThat(orders.receive()).isEqualTo("later");
  }

  @Test
  void receive_dueWithALaterSend_leavesFirst() {
    orders.send("first");
    orders.sendDelayed("due", 10);
    orders.advance(10);
    orders.send("later");

    assertThat(orders.receive()).isEqualTo("first");
    assertThat(orders.receive()).isEqualTo("due");
    assertThat(orders.receive()).isEqualTo("later");
  }

  @Test
  void send_delayed_isDueThoughTheGroupIsFullByThen() {
    orders.limitStorage(6);
    orders.sendDelayed("abc", 10);
    orders.send("def");
    orders.limitStorage(1);

    orders.advance(10);

    assertThat(orders.receive()).isEqualTo("def");
    assertThat(orders.receive()).isEqualTo("abc");
  }

  @Test
  void send_delayedAndNobodyWaits_setsNoAlarm() {
    orders.sendDelayed("a", 10);

    assertThat(orders.clock.alarms()).isZero();
  }

  @Test
  void send_delayedWhileSeveralWait_setsOneAlarm() {
    orders.await();
    orders.await();
    orders.watch();
    orders.sendDelayed("a", 30);
    orders.sendDelayed("b", 10);
    orders.sendDelayed("c", 20);

    assertThat(orders.clock.alarms()).isEqualTo(1);
  }

  @Test
  void send_delayedPastTheEndOfTheClocksRange_keepsItsOrder() {
    TestGroup wrapping = new TestGroup(new MovableClock(Long.MAX_VALUE - 5 * NANOS_PER_MILLI));
    wrapping.sendDelayed("after", 10);
    wrapping.sendDelayed("before", 1);
    RecordingReceiver first = wrapping.await();
    RecordingReceiver second = wrapping.await();

    wrapping.advance(1);
    assertThat(first.outcome()).isEqualTo("before");
    wrapping.advance(8);
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
    wrapping.advance(1);
    assertThat(second.outcome()).isEqualTo("after");
  }
}

package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static synchmess.errno.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.MovableClock;
import synchmess.waiting.Outcome;

class TimeoutTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void await_tooLong_timesOut() {
    RecordingReceiver receiver = orders.await(50);

    orders.advance(49);
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
    orders.advance(1);
    assertThat(receiver.outcome()).isEqualTo("ETIMEDOUT");
    assertThat(orders.stats().readers()).isZero();
  }

  @Test
  void await_timedOut_leavesTheNextMessage() {
    orders.await(50);
    orders.advance(50);

    orders.send("a");

    assertThat(orders.receive()).isEqualTo("a");
  }

  @Test
  void await_zero_neverTimesOut() {
    RecordingReceiver receiver = orders.await(0);

    orders.advance(Integer.MAX_VALUE);

    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void await_readyMessage_setsNoAlarm() {
    orders.send("a");
    orders.await(50);

    assertThat(orders.clock.alarms()).isZero();
  }

  @Test
  void await_messageInTime_doesNotTimeOut() {
    RecordingReceiver receiver = orders.await(50);
    orders.advance(49);
    orders.send("a");

    assertThat(receiver.outcome()).isEqualTo("a");
    assertThat(orders.clock.alarms()).isZero();
    orders.advance(50);
    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_interrupted_doesNotTimeOut() {
    RecordingReceiver receiver = orders.await(50);
    receiver.cancel(Errno.EINTR);

    assertThat(orders.clock.alarms()).isZero();
    orders.advance(50);
    assertThat(receiver.outcome()).isEqualTo("EINTR");
  }

  @Test
  void await_delayedMessageDueBefore_getsIt() {
    orders.sendDelayed("a", 40);
    RecordingReceiver receiver = orders.await(50);

    orders.advance(1000);

    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_delayedMessageDueAfter_timesOut() {
    orders.sendDelayed("a", 60);
    RecordingReceiver receiver = orders.await(50);

    orders.advance(1000);

    assertThat(receiver.outcome()).isEqualTo("ETIMEDOUT");
    assertThat(orders.receive()).isEqualTo("a");
  }

  @Test
  void await_messageDueAsItTimesOut_getsIt() {
    RecordingReceiver receiver = orders.await(50);
    orders.sendDelayed("a", 50);

    orders.advance(50);

    assertThat(receiver.outcome()).isEqualTo("a");
  }

  @Test
  void await_oneTimesOut_theNextInLineIsServed() {
    RecordingReceiver impatient = orders.await(50);
    RecordingReceiver patient = orders.await();
    orders.advance(50);

    orders.send("a");

    assertThat(impatient.outcome()).isEqualTo("ETIMEDOUT");
    assertThat(patient.outcome()).isEqualTo("a");
  }

  /** A clock that has no memory for alarms, while it is told so. */
  private static final class ExhaustedClock extends MovableClock {
    private boolean exhausted = true;

    @Override
    public synchronized Alarm after(long delayNanos, Runnable action) {
      if (exhausted) {
        throw new OutOfMemoryError("no alarm");
      }
      return super.after(delayNanos, action);
    }
  }

  private final ExhaustedClock clock = new ExhaustedClock();
  private final TestGroup exhausted = new TestGroup(clock);

  @Test
  void await_alarmCannotBeSet_failsAndSwallowsNothing() {
    assertRefused(Errno.ENOMEM, () -> exhausted.await(50));

    assertThat(exhausted.stats().readers()).isZero();
    exhausted.send("a");
    assertThat(exhausted.receive()).isEqualTo("a");
  }

  @Test
  void throttledSend_alarmCannotBeSet_failsAndDoesNotWait() {
    exhausted.group.settings().setFullPolicy(FullPolicy.BLOCK);
    exhausted.limits.setMaxStorageSize(1);
    exhausted.sendDelayed("a", 50);
    assertThatThrownBy(() -> exhausted.group.poll(() -> {})).isInstanceOf(OutOfMemoryError.class);

    assertRefused(Errno.ENOMEM, () -> exhausted.throttle("b"));

    clock.exhausted = false;
    assertThat(exhausted.stats().writers()).isZero();
  }

  @Test
  void cancel_alarmCannotBeSet_tellsWhoWaited() {
    clock.exhausted = false;
    RecordingReceiver first = exhausted.await(0);
    RecordingReceiver second = exhausted.await(0);
    clock.exhausted = true;
    exhausted.sendDelayed("a", 50);

    assertThat(first.cancel(Errno.EINTR)).isTrue();

    assertThat(first.outcome()).isEqualTo("EINTR");
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
  }
}

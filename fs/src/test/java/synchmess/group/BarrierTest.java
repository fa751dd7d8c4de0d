package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

class BarrierTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void awake_nobodyAsleep_returnsZero() {
    assertThat(orders.group.awake()).isZero();
  }

  @Test
  void sleep_parksUntilAwake() {
    RecordingSleeper sleeper = orders.sleep();
    assertThat(sleeper.outcome()).isEqualTo(Outcome.WAITING);

    orders.group.awake();
    assertThat(sleeper.outcome()).isEqualTo("awoken");
  }

  @Test
  void awake_wakesAllAndReturnsHowMany() {
    RecordingSleeper first = orders.sleep();
    RecordingSleeper second = orders.sleep();
    RecordingSleeper third = orders.sleep();

    assertThat(orders.group.awake()).isEqualTo(3);

    assertThat(first.outcome()).isEqualTo("awoken");
    assertThat(second.outcome()).isEqualTo("awoken");
    assertThat(third.outcome()).isEqualTo("awoken");
  }

  @Test
  void sleep_afterAwake_waitsForTheNext() {
    orders.group.awake();
    RecordingSleeper sleeper = orders.sleep();

    assertThat(sleeper.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.group.awake()).isEqualTo(1);
  }

  @Test
  void awake_twice_findsNobodyTheSecondTime() {
    orders.sleep();
    orders.group.awake();

    assertThat(orders.group.awake()).isZero();
  }

  @Test
  void cancel_asleep_isNotCountedByTheNextAwake() {
    RecordingSleeper interrupted = orders.sleep();
    RecordingSleeper asleep = orders.sleep();

    assertThat(interrupted.cancel(Errno.EINTR)).isTrue();

    assertThat(orders.group.awake()).isEqualTo(1);
    assertThat(interrupted.outcome()).isEqualTo("EINTR");
    assertThat(asleep.outcome()).isEqualTo("awoken");
  }

  @Test
  void cancel_awoken_isTooLate() {
    RecordingSleeper sleeper = orders.sleep();
    orders.group.awake();

    assertThat(sleeper.cancel(Errno.EINTR)).isFalse();
    assertThat(sleeper.outcome()).isEqualTo("awoken");
  }

  @Test
  void sleep_isCountedWhileItLasts() {
    orders.sleep();
    orders.sleep();
    assertThat(orders.stats().sleepers()).isEqualTo(2);

    orders.group.awake();
    assertThat(orders.stats().sleepers()).isZero();
  }

  @Test
  void awake_leavesOtherGroupsAsleep() {
    DirectGroup other = new DirectGroup(orders.groups.install("other", TestGroup.OWNER));
    RecordingSleeper sleeper = orders.sleep();

    assertThat(other.awake()).isZero();
    assertThat(sleeper.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void sleep_messagesComeAndGo_sleepsOn() {
    RecordingSleeper sleeper = orders.sleep();

    orders.send("a");
    orders.sendDelayed("b", 10);
    orders.group.flush();
    orders.receive();
    orders.advance(1000);

    assertThat(sleeper.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void awake_leavesWaitingReceivers() {
    RecordingReceiver receiver = orders.await();

    assertThat(orders.group.awake()).isZero();
    assertThat(receiver.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void awoken_maySleepAgain() {
    RecordingSleeper again = new RecordingSleeper();
    Sleeper sleeper =
        new Sleeper() {
          @Override
          protected void awoken() {
            orders.group.sleep(again);
          }

          @Override
          public void failed(Errno why) {
            throw new AssertionError(why);
          }
        };
    orders.group.sleep(sleeper);

    assertThat(orders.group.awake()).isEqualTo(1);
    assertThat(again.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.group.awake()).isEqualTo(1);
  }

  private void awakeAt(int count) {
    orders.group.settings().setAwakeAt(count);
    orders.group.refresh();
  }

  @Test
  void awakeAt_theLastOneComes_awakesAllAndIsNeverParked() {
    awakeAt(3);
    RecordingSleeper first = orders.sleep();
    RecordingSleeper second = orders.sleep();
    assertThat(first.outcome()).isEqualTo(Outcome.WAITING);

    RecordingSleeper last = orders.sleep();
    assertThat(first.outcome()).isEqualTo("awoken");
    assertThat(second.outcome()).isEqualTo("awoken");
    assertThat(last.outcome()).isEqualTo("awoken");
    assertThat(last.cancel(Errno.EINTR)).isFalse();
    assertThat(orders.stats().sleepers()).isZero();
  }

  @Test
  void awakeAt_one_nobodySleeps() {
    awakeAt(1);

    assertThat(orders.sleep().outcome()).isEqualTo("awoken");
    assertThat(orders.sleep().outcome()).isEqualTo("awoken");
  }

  @Test
  void awakeAt_afterItOpened_countsAnew() {
    awakeAt(2);
    orders.sleep();
    orders.sleep();

    RecordingSleeper next = orders.sleep();
    assertThat(next.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.group.awake()).isEqualTo(1);
    RecordingSleeper another = orders.sleep();
    assertThat(another.outcome()).isEqualTo(Outcome.WAITING);
  }

  @Test
  void awakeAt_interruptedSleeper_doesNotCount() {
    awakeAt(2);
    RecordingSleeper interrupted = orders.sleep();
    interrupted.cancel(Errno.EINTR);

    RecordingSleeper asleep = orders.sleep();
    assertThat(asleep.outcome()).isEqualTo(Outcome.WAITING);
    orders.sleep();
    assertThat(asleep.outcome()).isEqualTo("awoken");
  }

  @Test
  void awakeAt_setToNoMoreThanSleep_awakesAll() {
    RecordingSleeper first = orders.sleep();
    RecordingSleeper second = orders.sleep();
    RecordingSleeper third = orders.sleep();

    awakeAt(4);
    assertThat(first.outcome()).isEqualTo(Outcome.WAITING);
    awakeAt(2);
    assertThat(first.outcome()).isEqualTo("awoken");
    assertThat(second.outcome()).isEqualTo("awoken");
    assertThat(third.outcome()).isEqualTo("awoken");
  }

  @Test
  void awakeAt_zero_onlyAwakeWakes() {
    awakeAt(2);
    RecordingSleeper sleeper = orders.sleep();
    awakeAt(0);

    orders.sleep();
    assertThat(sleeper.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(orders.group.awake()).isEqualTo(2);
  }
}

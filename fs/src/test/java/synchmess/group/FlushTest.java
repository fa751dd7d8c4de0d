package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void flush_nothingDelayed_returnsZero() {
    orders.send("a");

    assertThat(orders.group.flush()).isZero();
  }

  @Test
  void flush_delayed_makesThemReadyAndReturnsHowMany() {
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 10);

    assertThat(orders.group.flush()).isEqualTo(2);

    assertThat(orders.stats().depth()).isEqualTo(2);
    assertThat(orders.stats().delayed()).isZero();
  }

  @Test
  void flush_readyInOrderOfSendingNotOfDueTime() {
    orders.sendDelayed("a", 30);
    orders.sendDelayed("b", 10);
    orders.sendDelayed("c", 20);

    orders.group.flush();

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("b");
    assertThat(orders.receive()).isEqualTo("c");
  }

  @Test
  void flush_leavesReadyMessagesInFront() {
    orders.sendDelayed("delayed", 10);
    orders.send("ready");

    orders.group.flush();

    assertThat(orders.receive()).isEqualTo("ready");
    assertThat(orders.receive()).isEqualTo("delayed");
  }

  @Test
  void flush_leavesLaterMessagesBehind() {
    orders.sendDelayed("delayed", 10);
    orders.group.flush();
    orders.send("ready");

    assertThat(orders.receive()).isEqualTo("delayed");
    assertThat(orders.receive()).isEqualTo("ready");
  }

  @Test
  void flush_dueByNow_isNotCounted() {
    orders.sendDelayed("due", 10);
    orders.sendDelayed("delayed", 20);
    orders.advance(10);

    assertThat(orders.group.flush()).isEqualTo(1);
    assertThat(orders.receive()).isEqualTo("due");
    assertThat(orders.receive()).isEqualTo("delayed");
  }

  @Test
  void flush_delayRemains() {
    orders.group.settings().setSendDelay(10);
    orders.send("a");
    orders.group.flush();
    orders.send("b");

    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.receive()).isNull();
    orders.advance(10);
    assertThat(orders.receive()).isEqualTo("b");
  }

  @Test
  void flush_isNotReadyASecondTimeWhenDue() {
    orders.sendDelayed("a", 10);
    orders.group.flush();
    orders.receive();

    orders.advance(10);

    assertThat(orders.receive()).isNull();
  }

  @Test
  void flush_servesWaitingReceiversInOrder() {
    RecordingReceiver first = orders.await();
    RecordingReceiver second = orders.await();
    orders.sendDelayed("a", 20);
    orders.sendDelayed("b", 10);

    orders.group.flush();

    assertThat(first.outcome()).isEqualTo("a");
    assertThat(second.outcome()).isEqualTo("b");
  }

  @Test
  void flush_keepsTheBytes() {
    orders.sendDelayed("abc", 10);

    orders.group.flush();

    assertThat(orders.stats().bytes()).isEqualTo(3);
  }

  @Test
  void flush_counts() {
    orders.sendDelayed("a", 10);
    orders.sendDelayed("b", 10);
    orders.group.flush();

    assertThat(orders.stats().flushed()).isEqualTo(2);
    assertThat(orders.stats().sent()).isEqualTo(2);
  }

  @Test
  void flush_flushedMessageIsAsOldAsTheFlush() {
    orders.sendDelayed("a", 1000);
    orders.advance(100);
    orders.group.flush();
    orders.advance(30);

    assertThat(orders.stats().oldestAgeMillis()).isEqualTo(30);
  }
}

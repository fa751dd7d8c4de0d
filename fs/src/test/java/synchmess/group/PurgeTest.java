package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PurgeTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void purge_emptyGroup_returnsZero() {
    assertThat(orders.group.purge()).isZero();
  }

  @Test
  void purge_ready_discardsThemAndReturnsHowMany() {
    orders.send("a");
    orders.send("b");

    assertThat(orders.group.purge()).isEqualTo(2);
    assertThat(orders.receive()).isNull();
  }

  @Test
  void purge_leavesDelayedMessages() {
    orders.sendDelayed("delayed", 10);
    orders.send("ready");

    assertThat(orders.group.purge()).isEqualTo(1);

    orders.advance(10);
    assertThat(orders.receive()).isEqualTo("delayed");
  }

  @Test
  void purge_dueByNow_isDiscarded() {
    orders.sendDelayed("due", 10);
    orders.advance(10);

    assertThat(orders.group.purge()).isEqualTo(1);
  }

  @Test
  void purge_givesTheBytesBack() {
    orders.sendDelayed("ab", 10);
    orders.send("cde");

    orders.group.purge();

    assertThat(orders.stats().bytes()).isEqualTo(2);
    assertThat(orders.groups.bytes()).isEqualTo(TestGroup.cost("ab"));
  }

  @Test
  void purge_counts() {
    orders.send("a");
    orders.group.purge();

    assertThat(orders.stats().purged()).isEqualTo(1);
    assertThat(orders.stats().received()).isZero();
  }

  @Test
  void purge_opensRoomForThrottledSenders() {
    orders.throttleWhenFull();
    orders.limitStorage(3);
    orders.send("abc");
    RecordingSender sender = orders.throttle("def");

    assertThat(orders.group.purge()).isEqualTo(1);

    assertThat(sender.outcome()).isEqualTo("sent");
    assertThat(orders.receive()).isEqualTo("def");
  }

  @Test
  void purge_thenSend_worksAsBefore() {
    orders.send("a");
    orders.group.purge();
    orders.send("b");

    assertThat(orders.receive()).isEqualTo("b");
  }
}

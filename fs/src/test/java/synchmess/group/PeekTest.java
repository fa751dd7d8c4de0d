package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeekTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void peek_emptyGroup_isEmpty() {
    assertThat(orders.peek()).isEmpty();
  }

  @Test
  void peek_showsTheOldestAndLeavesIt() {
    orders.send("a");
    orders.send("b");

    assertThat(orders.peek()).isEqualTo("a");
    assertThat(orders.peek()).isEqualTo("a");
    assertThat(orders.receive()).isEqualTo("a");
    assertThat(orders.peek()).isEqualTo("b");
  }

  @Test
  void peek_leavesTheNumbersAsTheyAre() {
    orders.send("abc");
    Stats before = orders.stats();

    orders.peek();

    assertThat(orders.stats()).isEqualTo(before);
  }

  @Test
  void peek_delayedMessage_showsItWhenDue() {
    orders.sendDelayed("a", 10);
    assertThat(orders.peek()).isEmpty();

    orders.advance(10);
    assertThat(orders.peek()).isEqualTo("a");
  }
}

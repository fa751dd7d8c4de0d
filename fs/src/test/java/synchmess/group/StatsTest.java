package synchmess.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatsTest {
  private final TestGroup orders = new TestGroup();

  @Test
  void stats_newGroup_isAllZero() {
    assertThat(orders.stats()).isEqualTo(Stats.NONE);
  }

  @Test
  void oldestAge_isSinceTheOldestReadyMessageIsReady() {
    orders.send("a");
    orders.advance(20);
    orders.send("b");
    orders.advance(10);
    assertThat(orders.stats().oldestAgeMillis()).isEqualTo(30);

    orders.receive();
    assertThat(orders.stats().oldestAgeMillis()).isEqualTo(10);
  }

  @Test
  void oldestAge_delayedMessage_countsFromWhenItWasDue() {
    orders.sendDelayed("a", 50);
    orders.advance(70);

    assertThat(orders.stats().oldestAgeMillis()).isEqualTo(20);
  }

  @Test
  void oldestAge_nothingReady_isZero() {
    orders.sendDelayed("a", 50);
    orders.advance(20);

    assertThat(orders.stats().oldestAgeMillis()).isZero();
  }

  @Test
  void plus_addsAndTakesTheGreaterAge() {
    Stats some = new Stats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    Stats more = new Stats(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 5);

    assertThat(some.plus(more))
        .isEqualTo(new Stats(11, 22, 33, 44, 55, 66, 77, 88, 99, 110, 121, 132, 143, 14));
  }
}

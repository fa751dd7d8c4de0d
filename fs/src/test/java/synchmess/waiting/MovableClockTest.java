package synchmess.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovableClockTest {
  private final MovableClock clock = new MovableClock();
  private final List<String> ran = new ArrayList<>();

  private Clock.Alarm set(long nanos, String name) {
    return clock.after(nanos, () -> ran.add(name + "@" + clock.nanos()));
  }

  @Test
  void advance_runsWhatIsDueInOrderEachAtItsTime() {
    set(30, "late");
    set(10, "early");
    set(20, "middle");

    clock.advance(Duration.ofNanos(25));

    assertThat(ran).containsExactly("early@10", "middle@20");
    assertThat(clock.nanos()).isEqualTo(25);
    assertThat(clock.alarms()).isEqualTo(1);
  }

  @Test
  void advance_alarmSetByAnAlarm_runsWhenItIsDueToo() {
    clock.after(10, () -> set(5, "second"));

    clock.advance(Duration.ofNanos(20));

    assertThat(ran).containsExactly("second@15");
  }

  @Test
  void after_zeroOrNegative_runsAtTheNextAdvance() {
    set(0, "a");
    set(-5, "b");
    assertThat(ran).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(ran).containsExactly("a@0", "b@0");
  }

  @Test
  void skip_alarmsComeLateAtTheNextAdvance() {
    set(10, "a");
    clock.skip(Duration.ofNanos(50));
    assertThat(ran).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(ran).containsExactly("a@50");
  }

  @Test
  void cancel_alarmNeverRuns() {
    set(10, "a").cancel();

    clock.advance(Duration.ofNanos(10));

    assertThat(ran).isEmpty();
  }
}

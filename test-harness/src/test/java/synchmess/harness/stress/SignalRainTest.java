package synchmess.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import synchmess.harness.AtBest;
import synchmess.harness.Group;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Signals raining on all who call, block and sleep. */
class SignalRainTest {
  private static final int RAIN_MICROS = 300;
  private static final long WITHIN_MICROS = TimeUnit.MILLISECONDS.toMicros(100);

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();

  @Test
  void rainOnProducersAndConsumers_losesAndDoublesNothing() {
    try (Traffic traffic = new Traffic(mount)) {
      List<Group> polled = List.of(traffic.install("wet-1", "eof"));
      List<Group> blocking = List.of(traffic.install("wet-2", "block"));
      traffic.consume(Way.C_POLL, RAIN_MICROS, polled);
      traffic.consume(Way.C_EPOLL, RAIN_MICROS, polled);
      traffic.consume(Way.C_BLOCK, RAIN_MICROS, blocking);
      traffic.consume(Way.C_NEXT, RAIN_MICROS, blocking);
      traffic.consume(Way.C_FOLLOW, RAIN_MICROS, blocking);
      for (int i = 0; i < 2; i++) {
        traffic.produce(
            3000, List.of(polled.get(0), blocking.get(0)), "-r", RAIN_MICROS, "-p", 200);
      }
      traffic.awaitProducers();
      List<Report> consumers = traffic.drain();

      assertThat(traffic.ledger().faults()).isEmpty();
      assertThat(consumers).allMatch(consumer -> consumer.get("interrupted") > 0);
    }
  }

  /**
   * A machine may stop for a moment, so one call in fifty is let off; a caller who is polled for
   * would be late more often.
   */
  @ParameterizedTest
  @CsvSource({
    "HANDLED, read",
    "HANDLED, sleep",
    "INT, read",
    "INT, sleep",
    "KILL, read",
    "KILL, sleep"
  })
  void interruptedCaller_endsWithin100MsAndCountsNoMore(String signal, String call) {
    mount.write("interrupted", "");
    Group group = new Group(mount, "interrupted");
    group.set("read_mode", "block");
    AtBest.assertLessThan(WITHIN_MICROS, () -> microsToEnd(signal, call, group));
    assertThat(group.count("readers") + group.count("sleepers")).isZero();
  }

  private static long microsToEnd(String signal, String call, Group group) {
    Report report = Stress.run("signals", signal, call, 100, group.file());
    assertThat(report.get("taken")).isZero();
    return report.get("p98_us");
  }

  @Test
  void awake_countsJustThoseWhoWereStillAsleep() {
    mount.write("barrier", "");
    Report report = Stress.run("barrier", 20, 2000, 200, mount.path("barrier"));

    assertThat(report.get("interrupted")).isPositive();
    assertThat(report.get("counted")).isPositive().isEqualTo(report.get("returned"));
  }
}

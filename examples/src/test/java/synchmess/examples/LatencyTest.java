package synchmess.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private final Latency latency = new Latency();

  @Test
  void percentile_nothingAdded_zero() {
    assertThat(latency.percentile(50)).isZero();
    assertThat(latency.max()).isZero();
  }

  @Test
  void percentile_smallDurations_exact() {
    LongStream.rangeClosed(1, 100).forEach(latency::add);

    assertThat(latency.percentile(50)).isEqualTo(50);
    assertThat(latency.percentile(99)).isEqualTo(99);
    assertThat(latency.percentile(100)).isEqualTo(100);
  }

  @Test
  void percentile_anyDurations_notBelowTheTrueOneAndAtMost2PercentAbove() {
    long[] durations = new Random(1).longs(10_001, 0, 1L << 50).sorted().toArray();
    LongStream.of(durations).forEach(latency::add);

    assertThat((double) latency.percentile(50))
        .isBetween((double) durations[5000], 1.02 * durations[5000]);
    assertThat(latency.max()).isEqualTo(durations[10_000]);
  }

  @Test
  void add_longestDuration_counted() {
    latency.add(Long.MAX_VALUE);

    assertThat(latency.percentile(50)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void add_another_countsBoth() {
    Latency other = new Latency();
    other.add(10);
    latency.add(1000);
    latency.add(other);

    assertThat(latency.percentile(50)).isEqualTo(10);
    assertThat(latency.max()).isEqualTo(1000);
  }

  @Test
  void report_inMicroseconds() {
    latency.add(1500);

    assertThat(latency.report("send"))
        .isEqualTo(
            """
            send_us_p50: 1.5
            send_us_p90: 1.5
            send_us_p99: 1.5
            send_us_max: 1.5
            """);
  }
}

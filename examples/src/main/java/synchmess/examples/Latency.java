package synchmess.examples;

import java.util.Locale;

/**
 * Durations in nanoseconds, counted by size: 64 buckets for each power of two. So a percentile is
 * at most 1.6 % too high, and any number of them takes 30 KiB. The largest is exact.
 */
final class Latency {
  private static final int BUCKETS = 58 * 64 + 64;

  private final long[] buckets = new long[BUCKETS];
  private long count;
  private long max;

  void add(long nanos) {
    long duration = Math.max(0, nanos);
    int shift = duration < 64 ? 0 : 57 - Long.numberOfLeadingZeros(duration);
    buckets[shift * 64 + (int) (duration >> shift)]++;
    count++;
    max = Math.max(max, duration);
  }

  void add(Latency other) {
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] += other.buckets[i];
    }
    count += other.count;
    max = Math.max(max, other.max);
  }

  long max() {
    return max;
  }

  /** The duration that {@code percent} of all do not exceed, in ns; 0 when there are none. */
  long percentile(int percent) {
    long rank = (count * percent + 99) / 100;
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets[i];
      if (seen >= rank && seen > 0) {
        return Math.min(top(i), max);
      }
    }
    return 0;
  }

  /** The longest duration that a bucket counts. */
  private static long top(int bucket) {
    int shift = bucket < 128 ? 0 : bucket / 64 - 1;
    return ((bucket - shift * 64 + 1L) << shift) - 1;
  }

  /** p50, p90, p99 and max in microseconds, a line each. */
  String report(String name) {
    return line(name + "_us_p50", percentile(50))
        + line(name + "_us_p90", percentile(90))
        + line(name + "_us_p99", percentile(99))
        + line(name + "_us_max", max);
  }

  private static String line(String name, long nanos) {
    return String.format(Locale.ROOT, "%s: %.1f%n", name, nanos / 1000.0);
  }
}

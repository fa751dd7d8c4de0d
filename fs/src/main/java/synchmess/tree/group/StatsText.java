package synchmess.tree.group;

import java.util.LinkedHashMap;
import java.util.Map;
import synchmess.group.Stats;

/** Numbers as {@code name: value} lines. */
public final class StatsText {
  private StatsText() {}

  static String of(Stats stats) {
    return lines(numbers(stats));
  }

  public static Map<String, Long> numbers(Stats stats) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("depth", stats.depth());
    numbers.put("delayed", stats.delayed());
    numbers.put("bytes", stats.bytes());
    numbers.put("sleepers", stats.sleepers());
    numbers.put("readers", stats.readers());
    numbers.put("writers", stats.writers());
    numbers.put("sent", stats.sent());
    numbers.put("received", stats.received());
    numbers.put("revoked", stats.revoked());
    numbers.put("flushed", stats.flushed());
    numbers.put("purged", stats.purged());
    numbers.put("cancelled", stats.cancelled());
    numbers.put("rejected", stats.rejected());
    numbers.put("oldest_age_ms", stats.oldestAgeMillis());
    return numbers;
  }

  public static String lines(Map<String, ?> numbers) {
    StringBuilder text = new StringBuilder();
    numbers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }
}

package synchmess.harness.stress;

import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers by name, from lines {@code name: number}.
 *
 * @param numbers sorted by name
 */
record Report(Map<String, Long> numbers) {

  /** What a client printed, or a file {@code stats} shows. */
  static Report of(String text) {
    Map<String, Long> numbers = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        numbers.put(line.substring(0, colon), Long.valueOf(line.substring(colon + 2)));
      }
    }
    return new Report(numbers);
  }

  /** 0 when it is not there. */
  long get(String name) {
    return numbers.getOrDefault(name, 0L);
  }
}

package synchmess.harness.examples;

import java.util.Map;
import java.util.stream.Collectors;
import synchmess.harness.Outcome;

/**
 * What a producer or a consumer prints: a name and a number on each line.
 *
 * @param exit its exit code
 * @param numbers by name
 */
record Report(int exit, Map<String, Double> numbers) {

  static Report of(Outcome outcome) {
    return new Report(
        outcome.exit(),
        outcome
            .out()
            .lines()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1]))));
  }

  /** A count by its name. */
  long count(String name) {
    return Math.round(number(name));
  }

  private double number(String name) {
    if (!numbers.containsKey(name)) {
      throw new AssertionError("no " + name + " in " + this);
    }
    return numbers.get(name);
  }

  /** Whether the percentiles of that name are there, above zero, and rise. */
  boolean hasPercentiles(String name) {
    double p50 = number(name + "_us_p50");
    double p90 = number(name + "_us_p90");
    double p99 = number(name + "_us_p99");
    return 0 < p50 && p50 <= p90 && p90 <= p99 && p99 <= number(name + "_us_max");
  }
}

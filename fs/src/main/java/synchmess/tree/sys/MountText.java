package synchmess.tree.sys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import synchmess.group.Groups;
import synchmess.job.Jobs;
import synchmess.tree.group.StatsText;
import synchmess.tree.job.JobText;

/**
 * The numbers of the whole mount. Everyone may read them, so they name no group, owner or path.
 *
 * <p>Source of the metrics' form: the Prometheus text exposition format, version 0.0.4.
 */
final class MountText {
  /** Numbers that only grow. */
  private static final Set<String> COUNTERS =
      Set.of("sent", "received", "revoked", "flushed", "purged", "cancelled", "rejected");

  private static final Map<String, String> METRIC_NAMES =
      Map.of(
          "groups", "groups",
          "depth", "ready_messages",
          "delayed", "delayed_messages",
          "bytes", "stored_bytes",
          "sleepers", "sleepers",
          "readers", "parked_readers",
          "writers", "throttled_writers");

  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("groups", "Groups installed."),
          Map.entry("depth", "Messages that are ready."),
          Map.entry("delayed", "Messages that are not due yet."),
          Map.entry("bytes", "Bytes held by all groups."),
          Map.entry("sleepers", "Callers asleep on a barrier."),
          Map.entry("readers", "Callers waiting for a message."),
          Map.entry("writers", "Callers waiting for room."),
          Map.entry("sent", "Messages stored."),
          Map.entry("received", "Messages delivered."),
          Map.entry("revoked", "Delayed messages discarded."),
          Map.entry("flushed", "Delayed messages made ready early."),
          Map.entry("purged", "Ready messages discarded."),
          Map.entry("cancelled", "Messages discarded one by one."),
          Map.entry("rejected", "Sends refused."),
          Map.entry(
              "oldest_age_ms", "For how long the oldest ready message has been ready, in ms."));

  private MountText() {}

  static String stats(Groups groups) {
    return StatsText.lines(numbers(groups));
  }

  /**
   * @param jobs null without jobs
   */
  static String metrics(Groups groups, Jobs jobs) {
    StringBuilder text = new StringBuilder();
    numbers(groups).forEach((name, value) -> metric(text, name, value));
    if (jobs != null) {
      text.append(JobText.metrics(jobs.stats()));
    }
    return text.toString();
  }

  private static Map<String, Long> numbers(Groups groups) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("groups", (long) groups.size());
    numbers.putAll(StatsText.numbers(groups.stats()));
    return numbers;
  }

  private static void metric(StringBuilder text, String name, long value) {
    boolean counter = COUNTERS.contains(name);
    String metric =
        "synchmess_" + (counter ? name + "_total" : METRIC_NAMES.getOrDefault(name, name));
    text.append("# HELP ").append(metric).append(' ').append(HELP.get(name)).append('\n');
    text.append("# TYPE ").append(metric).append(counter ? " counter\n" : " gauge\n");
    text.append(metric).append(' ').append(value).append('\n');
  }
}

package synchmess.harness.stress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The exactly-once checker: what was sent on one side, what was received on the other.
 *
 * <p>What was sent is entered first.
 */
final class Ledger {
  private static final int SHOWN_CHARS = 100;

  /** How many messages each sender has sent to each group. */
  private final Map<Lane, Long> sent = new HashMap<>();

  private final Set<Message> received = new HashSet<>();
  private final List<Message> twice = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<Message> disordered = new ArrayList<>();

  /** The way of messages whose order is kept. */
  private record Lane(int sender, String group) {
    static Lane of(Message message) {
      return new Lane(message.sender(), message.group());
    }
  }

  /** Enters that a sender has sent the messages 1 to {@code count} to a group. */
  void sent(int sender, String group, long count) {
    sent.put(new Lane(sender, group), count);
  }

  /**
   * Enters all that one consumer has received from a group.
   *
   * @param log the messages as they came
   */
  void received(String group, String log) {
    Map<Lane, Long> last = new HashMap<>();
    int start = 0;
    for (int end; (end = log.indexOf('\n', start)) >= 0; start = end + 1) {
      enter(group, log.substring(start, end), last);
    }
    if (start < log.length()) {
      unexpected.add("without an end: " + shown(log.substring(start)));
    }
  }

  /** As {@link #received}, of a consumer that was killed: it may have died while it wrote. */
  void receivedUntilKilled(String group, String log) {
    received(group, log.substring(0, log.lastIndexOf('\n') + 1));
  }

  private void enter(String group, String line, Map<Lane, Long> last) {
    Optional<Message> parsed = Message.parse(line).filter(message -> message.group().equals(group));
    if (parsed.isEmpty() || !wasSent(parsed.get())) {
      unexpected.add("from " + group + ": " + shown(line));
      return;
    }
    Message message = parsed.get();
    if (!received.add(message)) {
      twice.add(message);
    }
    Long before = last.put(Lane.of(message), message.number());
    if (before != null && before >= message.number()) {
      disordered.add(message);
    }
  }

  private boolean wasSent(Message message) {
    long count = sent.getOrDefault(Lane.of(message), 0L);
    return message.number() >= 1 && message.number() <= count;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + " …";
  }

  // -------------------------------------------------------------------------------- the verdict

  /** Everything that is wrong, in words. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    lost().forEach(message -> faults.add("lost: " + message));
    twice.forEach(message -> faults.add("twice: " + message));
    unexpected.forEach(line -> faults.add("unexpected: " + line));
    disordered.forEach(message -> faults.add("disordered: " + message));
    return faults;
  }

  /** How many messages were sent. */
  long sent() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Sent, and received by nobody. */
  List<Message> lost() {
    return sent.entrySet().stream().flatMap(Ledger::messages).filter(this::isLost).toList();
  }

  private static Stream<Message> messages(Map.Entry<Lane, Long> lane) {
    Lane its = lane.getKey();
    return LongStream.rangeClosed(1, lane.getValue())
        .mapToObj(number -> new Message(its.sender(), its.group(), number));
  }

  private boolean isLost(Message message) {
    return !received.contains(message);
  }

  /** Received again. */
  List<Message> twice() {
    return twice;
  }

  /** Received, and sent by nobody: damaged, or from the wrong group. */
  List<String> unexpected() {
    return unexpected;
  }

  /** Received by one consumer after a later message of the same sender to the same group. */
  List<Message> disordered() {
    return disordered;
  }
}

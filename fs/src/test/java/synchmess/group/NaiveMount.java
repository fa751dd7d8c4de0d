package synchmess.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a mount of several groups should do, written as simply as can be. It has no locks, alarms,
 * heaps or notifications: lists alone, searched from one end to the other.
 *
 * <p>Every operation answers as a text: what it returns, or the name of its error.
 */
final class NaiveMount {
  /** In ns. */
  long now;

  int maxMessageSize = Limits.DEFAULT_MAX_MESSAGE_SIZE;
  long maxStorageSize = Limits.DEFAULT_MAX_STORAGE_SIZE;
  long maxMessages;
  long maxTotalSize = Long.MAX_VALUE;
  long maxTotalSizePerUser = Long.MAX_VALUE;
  int maxThrottledWriters = 64;

  /** All groups that ever were. */
  final List<NaiveGroup> groups = new ArrayList<>();

  /** Who ended how, since this was last cleared: {@code name: outcome}. */
  final List<String> told = new ArrayList<>();

  NaiveGroup install(int owner) {
    NaiveGroup group = new NaiveGroup(this, owner);
    groups.add(group);
    return group;
  }

  void tell(String name, String outcome) {
    told.add(name + ": " + outcome);
  }

  long cost() {
    return groups.stream().mapToLong(NaiveGroup::cost).sum();
  }

  long costOf(int uid) {
    return groups.stream().filter(each -> each.owner == uid).mapToLong(NaiveGroup::cost).sum();
  }

  /** Whether that much fits with all that is owed left aside. */
  boolean hasRoomForOwed(long cost, int uid) {
    long owed = groups.stream().mapToLong(NaiveGroup::owed).sum();
    long his = groups.stream().filter(each -> each.owner == uid).mapToLong(NaiveGroup::owed).sum();
    return cost() - owed + cost <= maxTotalSize
        && (uid == TestGroup.OWNER || costOf(uid) - his + cost <= maxTotalSizePerUser);
  }

  boolean hasRoomFor(long cost, int uid) {
    return cost() + cost <= maxTotalSize
        && (uid == TestGroup.OWNER || costOf(uid) + cost <= maxTotalSizePerUser);
  }

  void serveAll() {
    while (groups.stream().map(NaiveGroup::serve).reduce(false, Boolean::logicalOr)) {
      // what one gives up may be another's
    }
  }

  Stats stats() {
    return groups.stream().map(NaiveGroup::stats).reduce(Stats.NONE, Stats::plus);
  }

  /** Moves the time on; nobody notices yet. */
  void skip(long nanos) {
    now += nanos;
  }

  /** Moves the time on; what comes due on the way happens at its time, or now if that is past. */
  void advance(long nanos) {
    long end = now + nanos;
    for (Event next = nextBy(end); next != null; next = nextBy(end)) {
      now = Math.max(now, next.time);
      next.action.run();
    }
    now = end;
  }

  private Event nextBy(long end) {
    return groups.stream()
        .flatMap(NaiveMount::events)
        .filter(event -> event.time <= end)
        .min(Comparator.comparingLong(Event::time))
        .orElse(null);
  }

  private static Stream<Event> events(NaiveGroup group) {
    Stream<Event> dues = group.delayed.stream().map(each -> new Event(each.due(), group::settle));
    Stream<Event> timeouts =
        group.receivers.stream()
            .filter(each -> each.deadline() != NaiveGroup.NEVER)
            .map(each -> new Event(each.deadline(), () -> group.timeOut(each)));
    return Stream.concat(dues, timeouts);
  }

  private record Event(long time, Runnable action) {}
}

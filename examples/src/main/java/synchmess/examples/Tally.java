package synchmess.examples;

/** Counts of received messages: of one thread, or of all once they have ended. */
final class Tally {
  final Latency latency = new Latency();
  final Latency lateness = new Latency();

  long received;
  long announced;
  long early;
  long outOfOrder;
  long foreign;
  long stale;

  /** The times of the first and the latest message. */
  long firstNanos = Long.MAX_VALUE;

  long latestNanos = Long.MIN_VALUE;

  /** Counts a message; the latency of one without delay, the lateness of one that was due. */
  void add(Stamp stamp, long nowNanos) {
    long taken = nowNanos - stamp.sentNanos();
    long delay = stamp.delayMillis() * 1_000_000L;
    if (delay == 0) {
      latency.add(taken);
    } else if (taken >= delay) {
      lateness.add(taken - delay);
    } else {
      early++;
    }
    received++;
    firstNanos = Math.min(firstNanos, nowNanos);
    latestNanos = Math.max(latestNanos, nowNanos);
  }

  void add(Tally other) {
    latency.add(other.latency);
    lateness.add(other.lateness);
    received += other.received;
    announced += other.announced;
    early += other.early;
    outOfOrder += other.outOfOrder;
    foreign += other.foreign;
    stale += other.stale;
    firstNanos = Math.min(firstNanos, other.firstNanos);
    latestNanos = Math.max(latestNanos, other.latestNanos);
  }

  /** From the first message to the latest. */
  double seconds() {
    return received == 0 ? 0 : (latestNanos - firstNanos) / 1e9;
  }
}

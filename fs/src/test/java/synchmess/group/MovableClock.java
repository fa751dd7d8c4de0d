package synchmess.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until a test moves it.
 *
 * <p>{@link #advance} runs the alarms that become due, each at its time, in order; {@link #skip}
 * moves the time alone, so that alarms come late. Any thread may use it; alarms run on the thread
 * that advances.
 */
public class MovableClock implements Clock {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long origin;

  @GuardedBy("this")
  private final PriorityQueue<Pending> pending = new PriorityQueue<>(Pending.ORDER);

  /** Time since the origin. */
  @GuardedBy("this")
  private long elapsed;

  @GuardedBy("this")
  private long lastSequence;

  public MovableClock() {
    this(0);
  }

  /**
   * @param origin what {@link #nanos} says at first
   */
  MovableClock(long origin) {
    this.origin = origin;
  }

  @Override
  public synchronized long nanos() {
    return origin + elapsed;
  }

  @Override
  public synchronized long wallMillis() {
    return elapsed / NANOS_PER_MILLI;
  }

  @Override
  public synchronized Alarm after(long delayNanos, Runnable action) {
    Pending alarm = new Pending(elapsed + Math.max(delayNanos, 0), ++lastSequence, action);
    pending.add(alarm);
    return () -> forget(alarm);
  }

  private synchronized void forget(Pending alarm) {
    pending.remove(alarm);
  }

  /** Moves the time on and runs every alarm that is due by then, also late ones. */
  public void advance(Duration by) {
    long end = elapsed(by);
    for (Pending next = nextBy(end); next != null; next = nextBy(end)) {
      next.action.run();
    }
    moveTo(end);
  }

  /** Moves the time on and runs no alarm: what is due comes late, at the next advance. */
  void skip(Duration by) {
    moveTo(elapsed(by));
  }

  /** How many alarms are set. */
  public synchronized int alarms() {
    return pending.size();
  }

  private synchronized long elapsed(Duration by) {
    return elapsed + by.toNanos();
  }

  private synchronized void moveTo(long time) {
    elapsed = Math.max(elapsed, time);
  }

  /** Takes the next alarm that is due by {@code end}, and moves the time to it. */
  private synchronized Pending nextBy(long end) {
    if (pending.isEmpty() || pending.peek().due > end) {
      return null;
    }
    Pending next = pending.poll();
    moveTo(next.due);
    return next;
  }

  private record Pending(long due, long sequence, Runnable action) {
    static final Comparator<Pending> ORDER =
        Comparator.comparingLong(Pending::due).thenComparingLong(Pending::sequence);
  }
}

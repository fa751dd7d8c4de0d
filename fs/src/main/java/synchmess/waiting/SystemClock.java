package synchmess.waiting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock. Owns one daemon thread, {@code alarms}, until {@link #close}; then no alarm
 * runs. The thread survives whatever an alarm throws; waiting for the next needs no memory.
 */
public final class SystemClock implements Clock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);

  private final Thread thread;

  /** Alarms to come, the next one first. */
  @GuardedBy("this")
  private final TreeSet<Pending> pending = new TreeSet<>();

  @GuardedBy("this")
  private long lastNumber;

  @GuardedBy("this")
  private boolean closed;

  public SystemClock() {
    thread = new Thread(this::serve, "alarms");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Alarm after(long delayNanos, Runnable action) {
    long now = System.nanoTime();
    boolean first;
    Pending alarm;
    synchronized (this) {
      alarm = new Pending(now + Math.max(0, delayNanos), ++lastNumber, action);
      if (!closed) {
        pending.add(alarm);
      }
      first = !closed && pending.first() == alarm;
    }
    if (first) {
      LockSupport.unpark(thread);
    }
    return alarm;
  }

  private synchronized void cancel(Pending alarm) {
    pending.remove(alarm);
  }

  private void serve() {
    while (!isClosed()) {
      try {
        runNext();
      } catch (Throwable thrown) {
        log(thrown);
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Runs the alarm that is due, or sleeps until one may be. */
  private void runNext() {
    long sleep;
    Pending due = null;
    synchronized (this) {
      sleep = pending.isEmpty() ? 0 : pending.first().due - System.nanoTime();
      if (!pending.isEmpty() && sleep <= 0) {
        due = pending.pollFirst();
      }
    }
    if (due != null) {
      due.action.run();
    } else if (sleep > 0) {
      LockSupport.parkNanos(this, sleep);
    } else {
      LockSupport.park(this);
    }
  }

  private static void log(Throwable thrown) {
    try {
      LOG.error("an alarm failed", thrown);
    } catch (Throwable alsoThrown) {
      // Nothing is left to do.
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      pending.clear();
    }
    LockSupport.unpark(thread);
  }

  /** An alarm, to come or past. */
  private final class Pending implements Alarm, Comparable<Pending> {
    private final long due;
    private final long number;
    private final Runnable action;

    Pending(long due, long number, Runnable action) {
      this.due = due;
      this.number = number;
      this.action = action;
    }

    @Override
    public void cancel() {
      SystemClock.this.cancel(this);
    }

    @Override
    public int compareTo(Pending other) {
      return due == other.due ? Long.compare(number, other.number) : Long.signum(due - other.due);
    }
  }
}

package synchmess.daemon;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits the records of a log: a burst, and then a few each second. Records that users can cause
 * must not push all others out of the file. Used under its stream's lock.
 */
final class RecordLimit {
  private static final long NANOS_PER_RECORD = TimeUnit.SECONDS.toNanos(1) / 10;

  /** Records that may come at once. */
  static final int BURST = 500;

  private final LongSupplier nanoTime;
  private long records = BURST;
  private long filledAt;

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  RecordLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    filledAt = nanoTime.getAsLong();
  }

  /** Whether the log takes one more now. */
  boolean admits() {
    long earned = (nanoTime.getAsLong() - filledAt) / NANOS_PER_RECORD;
    filledAt += earned * NANOS_PER_RECORD;
    records = Math.min(BURST, records + earned);
    if (records == 0) {
      return false;
    }
    records--;
    return true;
  }
}

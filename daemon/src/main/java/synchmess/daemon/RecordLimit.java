package synchmess.daemon;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many records a log takes: a burst, and a few each second from then on. What users can cause
 * must not push all else out of the file. Used under its stream's lock.
 */
final class RecordLimit {
  private static final long NANOS_PER_RECORD = TimeUnit.SECONDS.toNanos(1) / 10;

  /** Records that may come at once. */
  static final int BURST = 500;

  private final LongSupplier nanoTime;
  private long records = BURST;
  private long filledAt;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  RecordLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    filledAt = nanoTime.getAsLong();
  }

  /** Whether one more is taken now. */
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

package synchmess.job;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import synchmess.waiting.Clock;

/** A clock that stands still until a test moves it, and has no alarms. */
final class HandClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(1);

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public long wallMillis() {
    return 0;
  }

  @Override
  public Alarm after(long delayNanos, Runnable action) {
    throw new UnsupportedOperationException();
  }

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}

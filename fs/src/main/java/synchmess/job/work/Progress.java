package synchmess.job.work;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a job is, in bytes or steps, and whether it is cancelled. Safe for use by many threads.
 */
public final class Progress {
  private static final int ALL_PERCENT = 100;

  private final LongAdder done = new LongAdder();
  private final AtomicLong total = new AtomicLong();
  private volatile boolean cancelled;

  public void expect(long more) {
    total.addAndGet(more);
  }

  public void advance(long more) {
    done.add(more);
  }

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Takes over the progress of another process. */
  public void show(long nowDone, long nowTotal) {
    total.set(nowTotal);
    done.add(nowDone - done.sum());
  }

  public void check() throws JobCancelledException {
    if (cancelled) {
      throw new JobCancelledException();
    }
  }

  public long done() {
    return done.sum();
  }

  public long total() {
    return total.get();
  }

  /** From 0 to 100; 0 while the total is unknown. */
  public int percent() {
    long all = total();
    return all <= 0 ? 0 : (int) Math.min(ALL_PERCENT, (double) done() / all * ALL_PERCENT);
  }
}

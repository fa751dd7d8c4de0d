package synchmess.group;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock. Owns one daemon thread, {@code alarms}, until {@link #close}; from then on
 * no alarm runs.
 */
public final class SystemClock implements Clock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);

  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "alarms");
            thread.setDaemon(true);
            return thread;
          });

  public SystemClock() {
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    alarms.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
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
    ScheduledFuture<?> future =
        alarms.schedule(() -> run(action), delayNanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("an alarm failed", e);
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}

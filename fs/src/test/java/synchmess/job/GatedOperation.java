package synchmess.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.Operation;
import synchmess.job.work.Work;

/** An operation that goes on until it is let go or cancelled. */
final class GatedOperation implements Operation {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile Thread thread;

  @Override
  public void run(Work work) throws JobCancelledException {
    thread = Thread.currentThread();
    started.countDown();
    while (!awaits(open, 1)) {
      work.checkCancelled();
    }
  }

  /** Lets it end. */
  void open() {
    open.countDown();
  }

  /** Waits until it runs, and returns the thread that runs it. */
  Thread awaitStart() {
    if (!awaits(started, TimeUnit.SECONDS.toMillis(30))) {
      throw new AssertionError("not started");
    }
    return thread;
  }

  boolean hasStarted() {
    return started.getCount() == 0;
  }

  private static boolean awaits(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

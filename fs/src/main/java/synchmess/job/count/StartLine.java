package synchmess.job.count;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Lets threads begin together. They sleep until all are started, then spin until all are awake,
 * lest the first be done before the last wakes.
 */
final class StartLine {
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger asleep;

  /**
   * @param threads how many gather
   */
  StartLine(int threads) {
    asleep = new AtomicInteger(threads);
  }

  /** Wakes all. */
  void go() {
    go.countDown();
  }

  /** Waits for all others, unless it is abandoned. */
  @SuppressWarnings("ThreadPriorityCheck") // there may be more threads than cores
  void await(BooleanSupplier abandoned) throws InterruptedException {
    go.await();
    asleep.decrementAndGet();
    while (asleep.get() > 0 && !abandoned.getAsBoolean()) {
      Thread.yield();
    }
  }
}

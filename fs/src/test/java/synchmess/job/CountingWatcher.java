package synchmess.job;

import java.util.concurrent.atomic.AtomicInteger;
import synchmess.waiting.Watcher;

/** A watcher that counts how often it was told. */
final class CountingWatcher implements Watcher {
  private final AtomicInteger told = new AtomicInteger();

  @Override
  public void changed() {
    told.incrementAndGet();
  }

  int told() {
    return told.get();
  }
}

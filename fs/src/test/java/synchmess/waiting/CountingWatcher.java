package synchmess.waiting;

import java.util.concurrent.atomic.AtomicInteger;

/** A watcher that counts how often it was told. */
public final class CountingWatcher implements Watcher {
  private final AtomicInteger told = new AtomicInteger();

  @Override
  public void changed() {
    told.incrementAndGet();
  }

  public int told() {
    return told.get();
  }
}

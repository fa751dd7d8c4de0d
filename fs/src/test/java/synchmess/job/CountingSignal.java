package synchmess.job;

import java.util.concurrent.atomic.AtomicInteger;

/** A signal that counts how often it was sent, and let go of. */
final class CountingSignal implements Submitter.Signal {
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();

  @Override
  public boolean send() {
    sent.incrementAndGet();
    late.addAndGet(closed.get());
    return true;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  int sent() {
    return sent.get();
  }

  boolean closed() {
    return closed.get() > 0;
  }

  /** Whether it was sent when the process had been let go of. */
  boolean sentLate() {
    return late.get() > 0;
  }
}

package synchmess.job;

import java.util.concurrent.atomic.AtomicReference;

/** How a caller that waits has ended; fails the test when it ends twice. */
final class Outcome {
  static final String WAITING = "waiting";

  private final AtomicReference<String> outcome = new AtomicReference<>(WAITING);

  void is(String end) {
    if (!outcome.compareAndSet(WAITING, end)) {
      throw new AssertionError("ended twice: " + outcome + ", then " + end);
    }
  }

  @Override
  public String toString() {
    return outcome.get();
  }
}

package synchmess.waiting;

import java.util.concurrent.atomic.AtomicReference;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** How a parked caller ended; fails the test when it ends twice. */
public final class Outcome {
  public static final String WAITING = "waiting";

  private final AtomicReference<String> outcome = new AtomicReference<>(WAITING);

  public void is(String end) {
    if (!outcome.compareAndSet(WAITING, end)) {
      throw new AssertionError("ended twice: " + outcome + ", then " + end);
    }
  }

  /**
   * Throws what ended it within the call that began it, as if it had never begun.
   *
   * @param refusals that count so
   */
  public void throwIfRefused(Errno... refusals) {
    for (Errno each : refusals) {
      if (outcome.compareAndSet(each.name(), WAITING)) {
        throw new ErrnoException(each);
      }
    }
  }

  @Override
  public String toString() {
    return outcome.get();
  }
}

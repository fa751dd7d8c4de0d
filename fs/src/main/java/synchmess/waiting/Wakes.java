package synchmess.waiting;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has to be told of something, gathered under a lock and told after it is released.
 *
 * <p>Used by one thread. Empty, it costs nothing but itself.
 */
public final class Wakes {
  private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

  private List<Runnable> wakes = List.of();

  public void add(Runnable wake) {
    if (wakes.isEmpty()) {
      wakes = new ArrayList<>();
    }
    wakes.add(wake);
  }

  /**
   * Ends a wait: the caller leaves its list, and is told. Without memory for that it waits on.
   * Called under the lock of its place.
   */
  public void end(Waiter waiter, Runnable tell) {
    add(tell);
    waiter.leave();
  }

  /** Tells them all, whatever one of them may throw. Called without any lock. */
  public void run() {
    for (int i = 0; i < wakes.size(); i++) {
      tell(wakes.get(i));
    }
  }

  private static void tell(Runnable wake) {
    try {
      wake.run();
    } catch (Throwable thrown) {
      report(thrown);
    }
  }

  /** Memory may be too short even for that. */
  private static void report(Throwable thrown) {
    try {
      LOG.error("one who waited could not be told", thrown);
    } catch (Throwable further) {
      Thread.onSpinWait(); // the others are still to be told
    }
  }
}

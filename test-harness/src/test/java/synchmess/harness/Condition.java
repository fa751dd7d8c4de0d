package synchmess.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for something to become true, which normally takes a few milliseconds. */
public final class Condition {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(150);
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private Condition() {}

  /**
   * Waits for it.
   *
   * @throws RuntimeException naming what was waited for, when it takes too long
   */
  public static void await(String what, Callable<Boolean> condition) {
    await(what, LIMIT, condition);
  }

  /** As {@link #await(String, Callable)}, with a time limit for what takes longer. */
  public static void await(String what, Duration limit, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .until(condition);
  }

  /** Watches for a moment that something which is true now does not change by itself. */
  public static void assertStays(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .during(MOMENT)
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .until(condition);
  }
}

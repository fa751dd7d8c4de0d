package synchmess.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the results that wait for room in their groups, for each user, and the bytes of all. Those
 * of exempt users do not count. Safe for use by many threads.
 */
final class Undelivered {
  /** The bytes that a waiting message takes besides its content, generously. */
  private static final int OVERHEAD = 512;

  private final JobLimits limits;

  @GuardedBy("this")
  private final Map<Integer, Integer> counts = new HashMap<>();

  @GuardedBy("this")
  private long bytes;

  Undelivered(JobLimits limits) {
    this.limits = limits;
  }

  /** Counts one more of that size; counts nothing and returns false when that is too many. */
  synchronized boolean enter(int uid, int size) {
    if (limits.exempts(uid)) {
      return true;
    }
    int more = counts.getOrDefault(uid, 0) + 1;
    if (more > limits.maxCallbacksPerUser()
        || bytes + OVERHEAD + size > limits.maxUndeliveredBytes()) {
      return false;
    }
    counts.put(uid, more);
    bytes += OVERHEAD + size;
    return true;
  }

  /** Counts one of that size less. */
  synchronized void leave(int uid, int size) {
    if (!limits.exempts(uid)) {
      counts.computeIfPresent(uid, (user, count) -> count == 1 ? null : count - 1);
      bytes -= OVERHEAD + size;
    }
  }
}

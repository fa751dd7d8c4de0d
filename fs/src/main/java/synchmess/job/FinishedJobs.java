package synchmess.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Jobs that have ended, in the order of their ends, and the bytes that they take. When there is too
 * much, the user who has most loses some: nobody pushes out the jobs of a user who has less.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class FinishedJobs {
  private final Map<Integer, Share> shares = new HashMap<>();
  private int size;
  private long bytes;

  /** Grows with each job added. */
  private long lastTurn;

  /** One user's jobs, the first to end first, with their turns. */
  private static final class Share {
    final Map<Job, Long> jobs = new LinkedHashMap<>();
    long bytes;

    int count() {
      return jobs.size();
    }

    long bytes() {
      return bytes;
    }

    Map.Entry<Job, Long> oldest() {
      return jobs.entrySet().iterator().next();
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  /** Adds a job behind the others; one already here keeps its place. */
  void add(Job job) {
    Share share = shares.computeIfAbsent(job.owner().uid(), uid -> new Share());
    if (share.jobs.putIfAbsent(job, lastTurn + 1) == null) {
      lastTurn++;
      share.bytes += job.bytes();
      bytes += job.bytes();
      size++;
    }
  }

  /** Removes a job; without effect when it is not here. */
  void remove(Job job) {
    Share share = shares.get(job.owner().uid());
    if (share != null && share.jobs.remove(job) != null) {
      share.bytes -= job.bytes();
      bytes -= job.bytes();
      size--;
      if (share.jobs.isEmpty()) {
        shares.remove(job.owner().uid());
      }
    }
  }

  /** Removes the oldest job of the user who has most of them; only while there is one. */
  Job removeOfMostJobs() {
    return removeOldest(Share::count);
  }

  /** Removes the oldest job of the user whose jobs take most; only while there is one. */
  Job removeOfMostBytes() {
    return removeOldest(Share::bytes);
  }

  private Job removeOldest(ToLongFunction<Share> measure) {
    Job oldest = most(shares.values(), measure).oldest().getKey();
    remove(oldest);
    return oldest;
  }

  /** The greatest share; among equals, the one with the oldest job. */
  private static Share most(Collection<Share> shares, ToLongFunction<Share> measure) {
    return shares.stream()
        .max(
            Comparator.comparingLong(measure)
                .thenComparing(
                    Comparator.comparingLong((Share share) -> share.oldest().getValue())
                        .reversed()))
        .orElseThrow();
  }
}

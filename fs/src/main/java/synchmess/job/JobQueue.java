package synchmess.job;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The jobs that wait for a worker: by priority, and first come, first served within each. Every
 * operation takes constant time.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobQueue {
  private final Map<Priority, Set<Job>> byPriority = new EnumMap<>(Priority.class);
  private int size;

  JobQueue() {
    for (Priority priority : Priority.values()) {
      byPriority.put(priority, new LinkedHashSet<>());
    }
  }

  int size() {
    return size;
  }

  /** Adds a job behind those of its priority. */
  void add(Job job, Priority priority) {
    if (byPriority.get(priority).add(job)) {
      size++;
    }
  }

  /** Removes the one whose turn it is; null when there is none. */
  Job poll() {
    for (Set<Job> jobs : byPriority.values()) {
      Iterator<Job> first = jobs.iterator();
      if (first.hasNext()) {
        Job job = first.next();
        first.remove();
        size--;
        return job;
      }
    }
    return null;
  }

  /** Removes a job of that priority; false when it is not queued. */
  boolean remove(Job job, Priority priority) {
    boolean removed = byPriority.get(priority).remove(job);
    if (removed) {
      size--;
    }
    return removed;
  }
}

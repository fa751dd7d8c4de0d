package synchmess.job;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One user's queued jobs, by priority, and how many of his run.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class UserJobs {
  private final int uid;
  private final boolean exempt;
  private final Map<Priority, Set<Job>> byPriority = new EnumMap<>(Priority.class);
  private int size;
  private int running;

  /**
   * @param exempt whether he has no limit
   */
  UserJobs(int uid, boolean exempt) {
    this.uid = uid;
    this.exempt = exempt;
    for (Priority priority : Priority.values()) {
      byPriority.put(priority, new LinkedHashSet<>());
    }
  }

  int uid() {
    return uid;
  }

  boolean isExempt() {
    return exempt;
  }

  /** How many are queued. */
  int size() {
    return size;
  }

  int running() {
    return running;
  }

  /** Adds a job behind those of its priority; false when it is already here. */
  boolean add(Job job, Priority priority) {
    boolean added = byPriority.get(priority).add(job);
    size += added ? 1 : 0;
    return added;
  }

  /** Removes a job of that priority; false when it is not here. */
  boolean remove(Job job, Priority priority) {
    boolean removed = byPriority.get(priority).remove(job);
    size -= removed ? 1 : 0;
    return removed;
  }

  /** Removes the first, and counts it as running. Only while there is one. */
  Job take() {
    Iterator<Job> first = first();
    Job job = first.next();
    first.remove();
    size--;
    running++;
    return job;
  }

  private Iterator<Job> first() {
    Iterator<Job> first = Collections.emptyIterator();
    for (Set<Job> jobs : byPriority.values()) {
      if (!first.hasNext()) {
        first = jobs.iterator();
      }
    }
    return first;
  }

  void ended() {
    running--;
  }
}

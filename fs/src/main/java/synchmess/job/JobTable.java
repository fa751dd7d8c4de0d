package synchmess.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;

/**
 * All jobs that can be seen, active ones and those that have ended and are kept.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobTable {
  private final NavigableMap<Long, Job> byId = new TreeMap<>();

  /** Those that have ended, by id, the first to end first. */
  private final Map<Long, Job> finished = new LinkedHashMap<>();

  /** The words of active jobs that are to be unique, by user. */
  private final Set<Unique> uniques = new HashSet<>();

  /** How many have ended, by operation and state. */
  private final Map<String, Map<JobState, Long>> ended = new HashMap<>();

  private record Unique(int uid, String word) {}

  private static Unique unique(Owner owner, JobSpec spec) {
    return new Unique(owner.uid(), spec.unique());
  }

  /**
   * @throws ErrnoException EEXIST when an active job of that user has the same unique word
   */
  void checkUnique(Owner owner, JobSpec spec) {
    if (uniques.contains(unique(owner, spec))) {
      throw new ErrnoException(Errno.EEXIST);
    }
  }

  void add(Job job) {
    if (job.spec().unique() != null) {
      uniques.add(unique(job.owner(), job.spec()));
    }
    byId.put(job.id(), job);
  }

  /** A job has ended, and is to be kept or forgotten. */
  void ended(Job job) {
    uniques.remove(unique(job.owner(), job.spec()));
    ended
        .computeIfAbsent(job.spec().op(), op -> new EnumMap<>(JobState.class))
        .merge(job.state(), 1L, Long::sum);
  }

  /** Keeps a job that has ended until too many have ended after it. */
  void keep(Job job, int most) {
    finished.put(job.id(), job);
    keep(most);
  }

  /** Forgets the first that have ended, so that no more than those are kept. */
  void keep(int most) {
    Iterator<Job> oldest = finished.values().iterator();
    while (finished.size() > most && oldest.hasNext()) {
      byId.remove(oldest.next().id());
      oldest.remove();
    }
  }

  void forget(Job job) {
    finished.remove(job.id());
    byId.remove(job.id());
  }

  /** The job of that id; null when there is none. */
  Job find(long id) {
    return byId.get(id);
  }

  /** All of them, the first to be submitted first; what is forgotten meanwhile stays in there. */
  List<Job> all() {
    return new ArrayList<>(byId.values());
  }

  /** Their ids, the smallest first. */
  Collection<Long> ids() {
    return new ArrayList<>(byId.keySet());
  }

  /** How many have ended and are kept. */
  int finished() {
    return finished.size();
  }

  /** How many have ended, by operation and state. */
  Map<String, Map<JobState, Long>> ended() {
    Map<String, Map<JobState, Long>> copy = new TreeMap<>();
    ended.forEach((op, states) -> copy.put(op, new EnumMap<>(states)));
    return copy;
  }
}

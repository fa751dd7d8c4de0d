package synchmess.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;

/**
 * All jobs that can be seen, active ones and those that have ended and are kept.
 *
 * <p>A job that is forgotten may still be open. What it shows is let go of when too much of that
 * kind has been forgotten after it.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobTable {
  /** Of the bytes for jobs that are kept, the part for those that are forgotten. */
  private static final int FORGOTTEN_PART = 4;

  private final JobLimits limits;
  private final NavigableMap<Long, Job> byId = new TreeMap<>();

  /** Those that have ended and are kept. */
  private final FinishedJobs finished = new FinishedJobs();

  /** Those that are forgotten, and can be read if they are open. */
  private final FinishedJobs forgotten = new FinishedJobs();

  /** The words of active jobs that are to be unique, by user. */
  private final Set<Unique> uniques = new HashSet<>();

  /** How many have ended, by operation and state. */
  private final Map<String, Map<JobState, Long>> ended = new HashMap<>();

  private record Unique(int uid, String word) {}

  JobTable(JobLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws ErrnoException EEXIST when an active job of that user has the same unique word
   */
  void checkUnique(Owner owner, JobSpec spec) {
    if (uniques.contains(new Unique(owner.uid(), spec.unique()))) {
      throw new ErrnoException(Errno.EEXIST);
    }
  }

  void add(Job job) {
    if (job.unique() != null) {
      uniques.add(new Unique(job.owner().uid(), job.unique()));
    }
    byId.put(job.id(), job);
  }

  /** Undoes {@link #add}. */
  void drop(Job job) {
    byId.remove(job.id());
    freeUnique(job);
  }

  private void freeUnique(Job job) {
    if (job.unique() != null) {
      uniques.remove(new Unique(job.owner().uid(), job.unique()));
      job.freeUnique();
    }
  }

  /** Counts a job that has ended, and is to be kept or forgotten. */
  void ended(Job job) {
    ended
        .computeIfAbsent(job.op(), op -> new EnumMap<>(JobState.class))
        .merge(job.state(), 1L, Long::sum);
  }

  /** Keeps a job that has ended, until there are too many, or they take too much. */
  void keep(Job job) {
    freeUnique(job);
    finished.add(job);
    keep();
  }

  /** Forgets as many that have ended as the limits ask for. */
  void keep() {
    while (finished.size() > limits.keepFinished()) {
      forget(finished.removeOfMostJobs());
    }
    while (finished.bytes() > limits.maxKeptBytes()) {
      forget(finished.removeOfMostBytes());
    }
  }

  /** Forgets a job that has ended. */
  void forget(Job job) {
    freeUnique(job);
    finished.remove(job);
    byId.remove(job.id());
    forgotten.add(job);
    while (forgotten.bytes() > limits.maxKeptBytes() / FORGOTTEN_PART) {
      forgotten.removeOfMostBytes().letGo();
    }
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

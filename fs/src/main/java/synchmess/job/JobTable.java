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
 * All visible jobs: active ones and kept ones.
 *
 * <p>A forgotten job may still be open. It loses its texts when the forgotten jobs after it take
 * too much.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobTable {
  /** The part of the bytes for kept jobs that forgotten ones may take. */
  private static final int FORGOTTEN_PART = 4;

  private final JobLimits limits;
  private final NavigableMap<Long, Job> byId = new TreeMap<>();

  /** Finished jobs that are kept. */
  private final FinishedJobs finished = new FinishedJobs();

  /** Forgotten jobs, still readable if open. */
  private final FinishedJobs forgotten = new FinishedJobs();

  /** The unique words of active jobs, by user. */
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

  /** Counts a job that has ended; the caller keeps or forgets it. */
  void ended(Job job) {
    ended
        .computeIfAbsent(job.op(), op -> new EnumMap<>(JobState.class))
        .merge(job.state(), 1L, Long::sum);
  }

  /** Keeps a finished job until there are too many, or they take too much. */
  void keep(Job job) {
    freeUnique(job);
    finished.add(job);
    keep();
  }

  /** Forgets as many finished jobs as the limits ask for. */
  void keep() {
    while (finished.size() > limits.keepFinished()) {
      forget(finished.removeOfMostJobs());
    }
    while (finished.bytes() > limits.maxKeptBytes()) {
      forget(finished.removeOfMostBytes());
    }
  }

  /** Forgets a finished job. */
  void forget(Job job) {
    freeUnique(job);
    finished.remove(job);
    byId.remove(job.id());
    forgotten.add(job);
    while (forgotten.bytes() > limits.maxKeptBytes() / FORGOTTEN_PART) {
      forgotten.removeOfMostBytes().letGo();
    }
  }

  /** The job of that id; null without one. */
  Job find(long id) {
    return byId.get(id);
  }

  /** All of them, the first submitted first; includes jobs forgotten meanwhile. */
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

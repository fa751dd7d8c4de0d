package synchmess.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The jobs that wait for a worker. Users take turns; a user's own jobs go by priority, and first
 * come, first served within each. A user who has as many running as he may is passed over, until
 * one of them has ended. Every operation takes constant time, but for a change of that limit.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobQueue {
  private static final float USUAL_LOAD = 0.75f;

  private final IntPredicate exempts;

  /** Those who have jobs here, or running. */
  private final Map<Integer, UserJobs> users = new HashMap<>();

  /**
   * Those of whom a job may be run, whose turn is next first. Ordered by access: whoever is looked
   * up goes to the end, which takes no memory.
   */
  private final LinkedHashMap<UserJobs, Boolean> turns = new LinkedHashMap<>(16, USUAL_LOAD, true);

  private int size;
  private int ofExempt;
  private int maxRunning = Integer.MAX_VALUE;

  /**
   * @param exempts the users for whom there is no limit
   */
  JobQueue(IntPredicate exempts) {
    this.exempts = exempts;
  }

  int size() {
    return size;
  }

  /** How many belong to users for whom there is no limit. */
  int ofExempt() {
    return ofExempt;
  }

  /** How many a user has. */
  int size(int uid) {
    UserJobs user = users.get(uid);
    return user == null ? 0 : user.size();
  }

  /** How many of a user's jobs run. */
  int running(int uid) {
    UserJobs user = users.get(uid);
    return user == null ? 0 : user.running();
  }

  /**
   * Adds a job behind those of its user and its priority; one that is there already stays where it
   * is.
   *
   * @return whether one more job may be run than before
   */
  boolean add(Job job, Priority priority) {
    UserJobs user = users.computeIfAbsent(job.owner().uid(), this::user);
    if (!user.add(job, priority)) {
      return false;
    }
    count(user, 1);
    settle(user);
    return mayRun(user);
  }

  private UserJobs user(int uid) {
    return new UserJobs(uid, exempts.test(uid));
  }

  private void count(UserJobs user, int more) {
    size += more;
    ofExempt += user.isExempt() ? more : 0;
  }

  /** Whether there is a job that may be run. */
  boolean hasNext() {
    return !turns.isEmpty();
  }

  /** Removes the one whose turn it is, which counts as running then; null when there is none. */
  Job poll() {
    if (turns.isEmpty()) {
      return null;
    }
    UserJobs user = turns.keySet().iterator().next();
    Job job = user.take();
    count(user, -1);
    if (mayRun(user)) {
      turns.get(user);
    } else {
      turns.remove(user);
    }
    return job;
  }

  /** Moves a queued job behind those of another priority; its user keeps his turn. */
  void move(Job job, Priority from, Priority to) {
    UserJobs user = users.get(job.owner().uid());
    if (user.add(job, to)) {
      user.remove(job, from);
    }
  }

  /** Removes a job of that priority; false when it is not queued. */
  boolean remove(Job job, Priority priority) {
    UserJobs user = users.get(job.owner().uid());
    boolean removed = user != null && user.remove(job, priority);
    if (removed) {
      count(user, -1);
      settle(user);
    }
    return removed;
  }

  /**
   * Counts one less as running for a user.
   *
   * @return whether one more job may be run than before
   */
  boolean ended(int uid) {
    UserJobs user = users.get(uid);
    boolean passedOver = !mayRun(user);
    user.ended();
    settle(user);
    return passedOver && mayRun(user);
  }

  /** Changes how many jobs of a user may run, but for those for whom there is no limit. */
  void limitRunning(int most) {
    maxRunning = most;
    new ArrayList<>(users.values()).forEach(this::settle);
  }

  private boolean mayRun(UserJobs user) {
    return user.size() > 0 && (user.isExempt() || user.running() < maxRunning);
  }

  /** A user of whom a job may be run has a turn, and nobody else. */
  private void settle(UserJobs user) {
    if (!mayRun(user)) {
      turns.remove(user);
      if (user.size() == 0 && user.running() == 0) {
        users.remove(user.uid());
      }
    } else if (!turns.containsKey(user)) {
      turns.put(user, true);
    }
  }
}

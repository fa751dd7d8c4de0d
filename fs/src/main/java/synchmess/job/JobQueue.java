package synchmess.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The jobs that wait for a worker. Users take turns. A user's own jobs go by priority, within each
 * in the order in which they came. A user with the most running jobs allowed has no turn until one
 * ends. Every operation takes constant time, but for a change of that limit.
 *
 * <p>Plain and single-threaded; the lock of {@link Jobs} guards it.
 */
final class JobQueue {
  private static final float USUAL_LOAD = 0.75f;

  private final IntPredicate exempts;

  /** Users with queued or running jobs. */
  private final Map<Integer, UserJobs> users = new HashMap<>();

  /**
   * Users of whom a job may run, the next turn first. Ordered by access: a look-up moves a user to
   * the end, without memory.
   */
  private final LinkedHashMap<UserJobs, Boolean> turns = new LinkedHashMap<>(16, USUAL_LOAD, true);

  private int size;
  private int ofExempt;
  private int maxRunning = Integer.MAX_VALUE;

  /**
   * @param exempts users without a limit
   */
  JobQueue(IntPredicate exempts) {
    this.exempts = exempts;
  }

  int size() {
    return size;
  }

  /** How many belong to users without a limit. */
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
   * Adds a job behind its user's others of that priority; one already here keeps its place.
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

  /** Whether a queued job may run. */
  boolean hasNext() {
    return !turns.isEmpty();
  }

  /** Removes the next job, and counts it as running; null without one. */
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

  /** Changes how many jobs of a limited user may run. */
  void limitRunning(int most) {
    maxRunning = most;
    new ArrayList<>(users.values()).forEach(this::settle);
  }

  private boolean mayRun(UserJobs user) {
    return user.size() > 0 && (user.isExempt() || user.running() < maxRunning);
  }

  /** Gives the user a turn if a job of his may run; else takes it. */
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

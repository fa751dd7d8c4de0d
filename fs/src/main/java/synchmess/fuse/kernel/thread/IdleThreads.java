package synchmess.fuse.kernel.thread;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.IdleThreadsMode;

/**
 * Threads that run under SCHED_IDLE while that is safe. It is safe while all other work is in other
 * task groups: then these threads get their group's share, whatever their policy. The Java
 * machine's compilers are in their group too. They get the same policy, or they would starve these
 * threads. See docs/decisions/0036-idle-threads.md.
 *
 * <p>Its own thread looks once a minute, and once a second while a job runs or has just run.
 */
public final class IdleThreads implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IdleThreads.class);

  private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long JOB_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int CALLING_THREAD = 0;
  private static final String JOB = "a job runs";

  /** Why they never run under it; null when they may. */
  private final String whyNever;

  private final Supplier<String> whyShared;
  private final Supplier<List<Integer>> compilers;
  private final Policies policies;

  @GuardedBy("this")
  private final Set<Integer> tids = new HashSet<>();

  /** Why they do not run under it now; null while they do. */
  @GuardedBy("this")
  private String whyNot;

  /** How many jobs run. */
  @GuardedBy("this")
  private int jobs;

  /** Whether a job began since the last look. */
  @GuardedBy("this")
  private boolean jobBegan;

  private volatile Thread looker;
  private volatile boolean stopping;

  /** Sets a thread's policy. */
  interface Policies {
    void set(int tid, SchedulingPolicy policy);
  }

  /**
   * @param whyNever null when it is possible
   * @param whyShared tells whether others share the group
   * @param compilers the threads that compile, now
   */
  IdleThreads(
      String whyNever,
      Supplier<String> whyShared,
      Supplier<List<Integer>> compilers,
      Policies policies) {
    this.whyNever = whyNever;
    this.whyShared = whyShared;
    this.compilers = compilers;
    this.policies = policies;
    whyNot = whyNever == null ? "not yet looked" : whyNever;
  }

  /** Make it before those threads. */
  public static IdleThreads of(IdleThreadsMode mode) {
    return new IdleThreads(
        whyNever(mode), new TaskGroup()::whyShared, CompilerThreads::tids, IdleThreads::set);
  }

  private static String whyNever(IdleThreadsMode mode) {
    if (mode == IdleThreadsMode.OFF) {
      return "--idle-threads=off";
    }
    try {
      if (!SchedulingPolicy.OTHER.isOurs()) {
        return "the daemon was given another policy";
      }
      return SchedulingPolicy.mayLeaveIdle()
          ? null
          : "no right to leave SCHED_IDLE again; CAP_SYS_NICE or an RLIMIT_NICE of 20 gives it";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static void set(int tid, SchedulingPolicy policy) {
    if (!policy.set(tid)) {
      LOG.debug("cannot put thread {} under the policy {}", tid, policy);
    }
  }

  /** Whether there is anything to look at. */
  public boolean isPossible() {
    return whyNever == null;
  }

  /** The state, for people. */
  public synchronized String how() {
    return whyNot == null
        ? "ring threads under SCHED_IDLE"
        : "ring threads not under SCHED_IDLE: " + whyNot;
  }

  // ------------------------------------------------------------------------------- whose policy

  /** Adds the calling thread, for as long as it does something. */
  public void during(Runnable task) {
    if (whyNever != null) {
      task.run();
      return;
    }
    int tid;
    try {
      tid = SchedulingPolicy.tid();
    } catch (IOException e) {
      LOG.warn("a thread does not know its number: {}", e.getMessage());
      task.run();
      return;
    }
    add(tid);
    try {
      task.run();
    } finally {
      remove(tid);
    }
  }

  synchronized void add(int tid) {
    tids.add(tid);
    if (whyNot == null) {
      policies.set(tid, SchedulingPolicy.IDLE);
    }
  }

  /** Its number may soon be another's. */
  synchronized void remove(int tid) {
    tids.remove(tid);
  }

  // --------------------------------------------------------------------------------- decisions

  /**
   * A job begins, in this process or a child of it, in the same group. The calling thread may have
   * inherited the policy from one of these threads.
   */
  public synchronized void jobBegins() {
    jobs++;
    jobBegan = true;
    if (whyNever != null) {
      return;
    }
    policies.set(CALLING_THREAD, SchedulingPolicy.OTHER);
    if (whyNot == null) {
      decide(JOB);
      LockSupport.unpark(looker);
    }
  }

  public synchronized void jobEnded() {
    jobs--;
  }

  @Override
  public void run() {
    looker = Thread.currentThread();
    while (!stopping) {
      look();
      LockSupport.parkNanos(this, pauseNanos());
    }
  }

  private synchronized long pauseNanos() {
    return JOB.equals(whyNot) ? JOB_LOOK_NANOS : LOOK_NANOS;
  }

  /** Looks whether it is safe, and sets the policies. */
  void look() {
    String shared;
    try {
      shared = whyShared.get();
    } catch (Throwable thrown) {
      shared = "a look failed";
      Fault.survive(LOG, "a look at the task group failed", thrown);
    }
    synchronized (this) {
      boolean jobRuns = jobs > 0 || jobBegan;
      jobBegan = false;
      decide(jobRuns ? JOB : shared);
    }
  }

  @GuardedBy("this")
  private void decide(String why) {
    boolean was = whyNot == null;
    boolean is = why == null;
    whyNot = why;
    if (was != is) {
      SchedulingPolicy policy = is ? SchedulingPolicy.IDLE : SchedulingPolicy.OTHER;
      compilers.get().forEach(tid -> policies.set(tid, policy));
      tids.forEach(tid -> policies.set(tid, policy));
      LOG.debug("{}", how());
    }
  }

  /** Ends the looks. */
  public void stop() {
    stopping = true;
    LockSupport.unpark(looker);
  }
}

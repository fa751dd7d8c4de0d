package synchmess.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a mount. It owns the order in which everything ends that a mount has begun: the order
 * of {@link Step}, whatever order the parts began in.
 *
 * <p>Whatever begins says here how it ends, before it is used. All ways lead here: a signal, an
 * unmount from outside, a broken connection, a mount that fails half-way. Each step runs once. A
 * step that throws is logged and makes the mount a failure; the steps after it run all the same.
 *
 * <ol>
 *   <li>{@link Step#JOB_QUEUE} and {@link Step#GROUPS}: all who wait get ENODEV, so nobody uses the
 *       mount for long when it goes.
 *   <li>{@link Step#MOUNT}: it leaves the tree of files. Nobody new comes.
 *   <li>{@link Step#ENGINE}: its threads have answered whoever was left, and end.
 *   <li>{@link Step#RUNNING_JOBS}: they end by themselves, are cancelled, or are cut off. They need
 *       no mount.
 *   <li>{@link Step#MACHINE}: what they ran on.
 *   <li>{@link Step#CLOCK}: what all of these set their alarms by.
 *   <li>{@link Step#DIRECTORIES}, then {@link Step#STATE}: the next daemon for this mount point may
 *       begin once the state is gone, so nothing comes after it.
 * </ol>
 *
 * <p>Safe for use by many threads. The lock is held while steps run, so they never overlap.
 */
final class MountEnd implements AutoCloseable {

  /** What ends, in order. */
  enum Step {
    /** No job is taken any more, queued ones are cancelled, their waiters get ENODEV. */
    JOB_QUEUE,
    /** The groups are removed, their waiters get ENODEV. */
    GROUPS,
    /** The mount is taken out of the tree of files. */
    MOUNT,
    /** The engine's threads end; it lets go of its connection. */
    ENGINE,
    /** Running jobs end. */
    RUNNING_JOBS,
    /** Worker processes end; the list of temporary files is released. */
    MACHINE,
    /** Alarms to come are dropped. */
    CLOCK,
    /** The directories go that were made for the mount point. */
    DIRECTORIES,
    /** The files by which others find the daemon go, and the lock on them. */
    STATE
  }

  /** How a part ends. */
  interface Action {
    void run() throws Exception;
  }

  /** What takes the mount away from its users. It takes little time. */
  private static final Set<Step> UNMOUNT = EnumSet.range(Step.JOB_QUEUE, Step.MOUNT);

  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Those still to run. */
  @GuardedBy("lock")
  private final Map<Step, Action> actions = new EnumMap<>(Step.class);

  /** Why the mount failed, or its end did; the first reason counts. Null when all went well. */
  @GuardedBy("lock")
  private Failure failure;

  /** Says how a part ends. Steps that nobody names are left out. */
  void add(Step step, Action action) {
    lock.lock();
    try {
      if (actions.putIfAbsent(step, action) != null) {
        throw new IllegalStateException("two ends for " + step);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that the mount has failed. The end then throws this. */
  void failed(Failure why) {
    lock.lock();
    try {
      failure = failure == null ? why : failure;
    } finally {
      lock.unlock();
    }
  }

  /** Why the mount failed, as known so far. */
  Optional<Failure> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Begins with the end, up to the unmount. Returns at once when another thread is at it. */
  void unmount() {
    if (lock.tryLock()) {
      try {
        run(UNMOUNT);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Runs all steps that are left. Waits for another thread that is at it.
   *
   * @throws Failure when the mount or a step has failed
   */
  @Override
  public void close() {
    lock.lock();
    try {
      run(EnumSet.allOf(Step.class));
      over.countDown();
      if (failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void run(Set<Step> steps) {
    boolean interrupted = false;
    for (Step step : steps) {
      Action action = actions.remove(step);
      if (action != null) {
        interrupted |= run(step, action);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the step was interrupted. The next one is not to hear of it. */
  @GuardedBy("lock")
  private boolean run(Step step, Action action) {
    try {
      action.run();
      return false;
    } catch (Throwable thrown) {
      log().error("the end of the mount goes on without the step {}", step, thrown);
      failed(new Failure(ExitCode.FAILED, Failure.message(thrown)));
      return thrown instanceof InterruptedException;
    }
  }

  /** Made at its first use: before that, nobody has decided where the log goes. */
  private static Logger log() {
    return LoggerFactory.getLogger(MountEnd.class);
  }

  /** Whether all steps have run. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until all steps have run; false after the time limit. */
  boolean awaitOver(long seconds) throws InterruptedException {
    return over.await(seconds, TimeUnit.SECONDS);
  }
}

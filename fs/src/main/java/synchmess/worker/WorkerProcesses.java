package synchmess.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.linux.TemporaryNotes;
import synchmess.owner.Owner;
import synchmess.waiting.Clock;

/**
 * All worker processes. Each is busy, idle for some seconds, or stuck: killed, and still there.
 * Safe for use by many threads.
 */
final class WorkerProcesses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcesses.class);

  /** How long an idle process stays. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How many idle processes stay. */
  private static final int MAX_IDLE = 4;

  /** A user with so many stuck ones gets no more. */
  private static final int MAX_STUCK_PER_USER = 4;

  private final WorkerCommand command;
  private final Clock clock;

  @GuardedBy("this")
  private final Set<WorkerProcess> busy = new HashSet<>();

  /** The longest idle first. */
  @GuardedBy("this")
  private final Deque<Idle> idle = new ArrayDeque<>();

  /** By pid. */
  @GuardedBy("this")
  private final Map<Long, WorkerProcess> stuck = new LinkedHashMap<>();

  /** Whether the clock will call {@link #endIdle}. */
  @GuardedBy("this")
  private boolean alarmed;

  @GuardedBy("this")
  private boolean closed;

  private record Idle(WorkerProcess process, long since) {}

  WorkerProcesses(WorkerCommand command, Clock clock) {
    this.command = command;
    this.clock = clock;
  }

  /**
   * A process for that user, busy from now on.
   *
   * @param notes of the user's temporary files
   * @throws JobFailedException EAGAIN when too many of the user's are stuck
   * @throws IOException when none can start
   */
  WorkerProcess take(Owner owner, TemporaryNotes notes) throws IOException {
    WorkerProcess idler = takeIdle(owner);
    if (idler != null) {
      return idler;
    }
    WorkerProcess started = WorkerProcess.start(command, owner, notes);
    synchronized (this) {
      if (!closed) {
        busy.add(started);
        return started;
      }
    }
    started.kill();
    throw new IOException("the mount is going away");
  }

  private synchronized WorkerProcess takeIdle(Owner owner) throws JobFailedException {
    checkStuck(owner);
    for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
      WorkerProcess process = each.next().process();
      if (process.owner().equals(owner)) {
        each.remove();
        if (process.isReusable()) {
          busy.add(process);
          return process;
        }
        process.kill();
      }
    }
    return null;
  }

  @GuardedBy("this")
  private void checkStuck(Owner owner) throws JobFailedException {
    forgetEnded();
    long count = stuck.values().stream().filter(each -> each.owner().uid() == owner.uid()).count();
    if (count >= MAX_STUCK_PER_USER) {
      throw new JobFailedException(Errno.EAGAIN, "too many workers of this user are stuck");
    }
  }

  @GuardedBy("this")
  private void forgetEnded() {
    stuck.values().removeIf(each -> !each.isAlive());
  }

  /** Keeps an idle process for some seconds, or ends it. */
  void giveBack(WorkerProcess process) {
    List<WorkerProcess> tooMany = new ArrayList<>();
    synchronized (this) {
      busy.remove(process);
      if (process.isReusable() && !closed) {
        idle.add(new Idle(process, clock.nanos()));
      } else {
        tooMany.add(process);
      }
      while (idle.size() > MAX_IDLE) {
        tooMany.add(idle.remove().process());
      }
      setAlarm();
    }
    tooMany.forEach(WorkerProcess::kill);
  }

  @GuardedBy("this")
  private void setAlarm() {
    if (!alarmed && !idle.isEmpty()) {
      long due = idle.element().since() + IDLE_NANOS;
      clock.after(due - clock.nanos(), this::endIdle);
      alarmed = true;
    }
  }

  private void endIdle() {
    List<WorkerProcess> old = new ArrayList<>();
    synchronized (this) {
      alarmed = false;
      while (!idle.isEmpty() && idle.element().since() + IDLE_NANOS - clock.nanos() <= 0) {
        old.add(idle.remove().process());
      }
      setAlarm();
    }
    old.forEach(WorkerProcess::kill);
  }

  /** Gives up a killed process that does not end. It holds nothing of ours. */
  void leaveBehind(WorkerProcess process) {
    LOG.warn(
        "the worker process {} of uid {} is stuck and left behind",
        process.pid(),
        Integer.toUnsignedString(process.owner().uid()));
    synchronized (this) {
      stuck.put(process.pid(), process);
    }
  }

  /** The pids of the stuck ones. */
  synchronized List<Long> stuck() {
    forgetEnded();
    return List.copyOf(stuck.keySet());
  }

  /** Ends them all, and starts none from now on. */
  @Override
  public void close() {
    List<WorkerProcess> idlers = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.forEach(each -> idlers.add(each.process()));
      idle.clear();
      busy.forEach(WorkerProcess::end);
    }
    idlers.forEach(WorkerProcess::kill);
  }
}

package synchmess.worker;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.Job;
import synchmess.job.Machine;
import synchmess.job.Submitter;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Task;
import synchmess.linux.LinuxMachine;
import synchmess.linux.TemporaryNotes;
import synchmess.linux.TemporaryRecord;
import synchmess.owner.Owner;
import synchmess.waiting.Clock;
import synchmess.worker.WorkerProcess.LeftFile;

/**
 * A machine shared by users who do not trust one another. Jobs of the daemon's own user run in the
 * daemon. Jobs of any other user run in a process that is that user and nothing more, as in
 * OpenSSH's privilege separation. Whatever goes wrong there, with a path or in a library, that user
 * could have done himself. Safe for use by many threads.
 */
public final class UsersMachine implements Machine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsersMachine.class);

  /** How long the end waits for {@link #cleaning}. */
  private static final long CLEAN_MILLIS = 2000;

  /** How long the beginning waits for it. */
  private static final long BEGIN_MILLIS = 500;

  private final LinuxMachine own;
  private final WorkerProcesses processes;

  /** The threads that remove leftovers. */
  private final List<Thread> cleaning = new ArrayList<>();

  /**
   * @param own runs the jobs of this process's user; closed with this
   */
  public UsersMachine(LinuxMachine own, Clock clock) {
    this(own, new JavaCommand(), clock);
  }

  UsersMachine(LinuxMachine own, WorkerCommand command, Clock clock) {
    this.own = own;
    this.processes = new WorkerProcesses(command, clock);
  }

  @Override
  public Submitter submitter(Owner caller, int tid) {
    return own.submitter(caller, tid);
  }

  @Override
  public void run(Job job, Task task) throws IOException {
    if (own.isOwn(job.owner())) {
      own.run(job, task);
      return;
    }
    Owner owner = job.owner();
    WorkerProcess process = processes.take(owner, own.notes(owner));
    boolean stuck = false;
    try {
      process.run(job, task, own.mountDevice());
    } catch (StuckException e) {
      stuck = true;
      throw new JobFailedException(Errno.EIO, e.getMessage());
    } finally {
      if (stuck) {
        processes.leaveBehind(process);
      } else {
        clean(owner, process.leftFiles());
      }
      processes.giveBack(process);
    }
  }

  @Override
  public List<Long> stuck() {
    return processes.stuck();
  }

  /**
   * Removes the leftovers of a killed daemon. The caller waits only a moment: on a hanging file
   * system this takes long.
   */
  public void clean() {
    Map<Boolean, List<TemporaryRecord>> left =
        own.leftBehind().stream().collect(groupingBy(entry -> own.isOwn(entry.owner())));
    begin(left.getOrDefault(false, List.of()), this::clean);
    begin(left.getOrDefault(true, List.of()), own::remove);
    awaitClean(BEGIN_MILLIS);
  }

  private void begin(List<TemporaryRecord> entries, Consumer<TemporaryRecord> remover) {
    if (!entries.isEmpty()) {
      Thread thread = new Thread(() -> entries.forEach(remover), "clean");
      thread.setDaemon(true);
      thread.start();
      cleaning.add(thread);
    }
  }

  private void awaitClean(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (Thread each : cleaning) {
        each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clean(TemporaryRecord entry) {
    clean(entry.owner(), Map.of(entry.id(), new LeftFile(entry.path(), entry.key())));
  }

  /** Removes, by another process, the files of one that ended in the middle of a job. */
  private void clean(Owner owner, Map<Long, LeftFile> files) {
    if (files.isEmpty()) {
      return;
    }
    TemporaryNotes notes = own.notes(owner);
    try {
      WorkerProcess cleaner = processes.take(owner, notes);
      try {
        for (Map.Entry<Long, LeftFile> file : files.entrySet()) {
          cleaner.clean(file.getValue());
          notes.end(file.getKey());
        }
      } finally {
        processes.giveBack(cleaner);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove temporary files: {}", e.getMessage());
    }
  }

  /** Ends all worker processes. Call it after the last job. */
  @Override
  public void close() {
    awaitClean(CLEAN_MILLIS);
    processes.close();
    own.close();
  }
}

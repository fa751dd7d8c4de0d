package synchmess.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.job.RunningJob;
import synchmess.job.operation.Operations;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobParser;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Operation;
import synchmess.job.work.Progress;
import synchmess.linux.LinuxMachine;
import synchmess.linux.PipeEnd;
import synchmess.linux.TemporaryNotes;
import synchmess.worker.Frame.Kind;

/**
 * A worker process's job, if any. One thread runs it. Another tells the daemon how far it is, and
 * notices when the daemon ends.
 */
final class CurrentJob {
  private static final JobParser PARSER = new JobParser(Operations.types());

  /** How often to tell the daemon how far a job is. */
  private static final int TELL_MILLIS = 100;

  /** How long a job may take to end after the daemon ended. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The most of a result, in bytes. The daemon takes less, and says so. */
  private static final int MAX_RESULT = 1 << 17;

  private static final long NO_MOUNT = -1;

  private final DaemonLink daemon;
  private final TemporaryNotes notes;

  /** Null while there is no job. */
  @GuardedBy("this")
  private Progress progress;

  CurrentJob(DaemonLink daemon) {
    this.daemon = daemon;
    this.notes = new PipedNotes(daemon);
  }

  // -------------------------------------------------------------------------------- running

  /** Runs a job to its end, and returns how it ended. */
  Ended run(long mountDevice, byte[] words) {
    Progress its = new Progress();
    Given given = new Given();
    set(its);
    try {
      Operation operation = PARSER.parse(words).task().operation();
      operation.run(new RunningJob(its, given::add, LinuxMachine.workspace(mountDevice, notes)));
      return Ended.done(its, given.lines);
    } catch (JobCancelledException e) {
      return Ended.cancelled(its);
    } catch (JobFailedException e) {
      return Ended.failed(its, e.errno(), e.getMessage());
    } catch (BadJobException | IOException | RuntimeException | Error e) {
      return Ended.failed(its, errno(e), String.valueOf(e.getMessage()));
    } finally {
      set(null);
    }
  }

  /** Runs jobs without effect. They load everything that jobs need. */
  void rehearse() {
    for (String job : List.of("op=stat in=/", "op=copy in=/ out=/", "op=count times=1", "op=")) {
      Ended unused = run(NO_MOUNT, job.getBytes(UTF_8));
    }
  }

  private static Errno errno(Throwable thrown) {
    return thrown instanceof OutOfMemoryError ? Errno.ENOMEM : Errno.EIO;
  }

  private synchronized void set(Progress its) {
    progress = its;
    notifyAll();
  }

  /** The lines of a result, as many as fit. */
  private static final class Given {
    private final List<String> lines = new ArrayList<>();
    private int size;

    void add(String line) {
      int more = Integer.BYTES + line.getBytes(UTF_8).length;
      if (size + more <= MAX_RESULT) {
        size += more;
        lines.add(line);
      }
    }
  }

  // -------------------------------------------------------------------------------- watching

  private synchronized void cancel() {
    if (progress != null) {
      progress.cancel();
    }
  }

  /** Starts the thread that tells how far the job is, and ends this process with the daemon. */
  void watch() {
    Thread thread = new Thread(this::tell, "tell");
    thread.setDaemon(true);
    thread.start();
  }

  private void tell() {
    try (PipeEnd input = PipeEnd.standardInput()) {
      long told = 0;
      while (!input.awaitEnd(TELL_MILLIS)) {
        told = tell(told);
      }
    } catch (IOException daemonEnded) {
      // The end, too.
    }
    end();
    Runtime.getRuntime().halt(0);
  }

  /** Tells how far the job is, if that has changed; returns it. */
  private long tell(long told) throws IOException {
    Progress its = progress();
    if (its == null || its.done() == told) {
      return told;
    }
    long done = its.done();
    daemon.send(Frame.of(Kind.PROGRESS, new Fields().number(done).number(its.total())));
    return done;
  }

  private synchronized Progress progress() {
    return progress;
  }

  /** Cancels the job, and waits a moment until it has cleaned up. */
  void end() {
    cancel();
    try {
      awaitNone();
    } catch (InterruptedException e) {
      // Nobody interrupts this thread.
    }
  }

  private synchronized void awaitNone() throws InterruptedException {
    long end = System.nanoTime() + END_NANOS;
    for (long left = END_NANOS; progress != null && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}

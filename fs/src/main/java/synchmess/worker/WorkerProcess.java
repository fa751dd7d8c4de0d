package synchmess.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.Job;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Progress;
import synchmess.job.work.Task;
import synchmess.linux.TemporaryNotes;
import synchmess.owner.Owner;
import synchmess.worker.Frame.Kind;

/**
 * A worker process, from the daemon's side: it is one user, and does his jobs, one after the other.
 * Do not trust it. The daemon checks and bounds what it says, and waits for it no longer than a job
 * may take.
 *
 * <p>A cancelled job gets SIGTERM and then SIGKILL. The process takes no other job after it.
 *
 * <p>Used by one thread at a time.
 */
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** As {@link ProcessBuilder} says why it started nothing. */
  private static final Pattern ERROR = Pattern.compile("error=(\\d+)");

  /** How long a new one may take to become its user. */
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long a cancelled job may take to end by itself. */
  private static final long TERM_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long a killed process may take to end. */
  private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many temporary files one may have at a time. */
  private static final int MAX_FILES = 16;

  private final Owner owner;
  private final TemporaryNotes notes;
  private final Process process;
  private final Link link;

  /** Its temporary files in the notes, by id. */
  private final Map<Long, LeftFile> files = new LinkedHashMap<>();

  private boolean reusable = true;

  /**
   * A temporary file that it has neither removed nor put in its place. The key is null while
   * unknown.
   */
  record LeftFile(String path, FileStatus.Key key) {}

  private WorkerProcess(Owner owner, TemporaryNotes notes, Process process, Link link) {
    this.owner = owner;
    this.notes = notes;
    this.process = process;
    this.link = link;
  }

  /**
   * Starts one, and waits until it is the user.
   *
   * @param notes of its temporary files
   * @throws JobFailedException EMFILE or ENFILE without a descriptor for it; EAGAIN when it cannot
   *     start for another reason
   */
  static WorkerProcess start(WorkerCommand command, Owner owner, TemporaryNotes notes)
      throws IOException {
    Link link = new Link();
    WorkerProcess started;
    try {
      Process process = command.start(link.theirInput(), link.theirOutput());
      started = new WorkerProcess(owner, notes, process, link);
    } catch (IOException e) {
      link.close();
      throw none(e);
    } catch (RuntimeException | Error e) {
      link.close();
      throw e;
    }
    link.handedOver();
    started.become();
    return started;
  }

  private void become() throws IOException {
    Deadline deadline = new Deadline(null, START_NANOS);
    try {
      link.send(Frame.of(Kind.BECOME, new Fields().owner(owner)), deadline);
      expect(Kind.READY, link.receive(deadline));
    } catch (IOException e) {
      kill();
      throw none(e);
    }
  }

  private static JobFailedException none(IOException why) {
    LOG.debug("no worker process", why);
    return new JobFailedException(errno(why), "no worker process: " + why.getMessage());
  }

  /** Java tells the number in its message alone. */
  private static Errno errno(IOException why) {
    Matcher error = ERROR.matcher(String.valueOf(why.getMessage()));
    int number = error.find() ? Integer.parseInt(error.group(1)) : 0;
    return List.of(Errno.EMFILE, Errno.ENFILE).stream()
        .filter(each -> each.number() == number)
        .findAny()
        .orElse(Errno.EAGAIN);
  }

  private static Frame expect(Kind kind, Frame frame) throws IOException {
    if (frame.kind() != kind) {
      throw new IOException("the worker says " + frame.kind() + " and not " + kind);
    }
    return frame;
  }

  Owner owner() {
    return owner;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it can take another job. */
  boolean isReusable() {
    return reusable && files.isEmpty() && process.isAlive();
  }

  // ------------------------------------------------------------------------------------ a job

  /**
   * Gives it a job, and waits until that has ended.
   *
   * @param mountDevice the st_dev of the mount
   * @throws JobCancelledException when it was cancelled
   * @throws JobFailedException when it failed; EIO when the process ended
   * @throws StuckException when it was cancelled and the process does not end
   */
  void run(Job job, Task task, long mountDevice) throws IOException {
    Deadline deadline = new Deadline(job.progress(), Long.MAX_VALUE);
    reusable = false;
    Ended ended;
    try {
      Fields fields = new Fields().number(mountDevice).bytes(task.words());
      link.send(Frame.of(Kind.JOB, fields), deadline);
      ended = Ended.of(converse(job, deadline).fields());
    } catch (StuckException e) {
      throw e;
    } catch (IOException e) {
      kill();
      throw deadline.isPast() ? new JobCancelledException() : died(e);
    }
    reusable = !deadline.isPast();
    ended.tell(job);
  }

  private static JobFailedException died(IOException why) {
    LOG.debug("a worker process failed", why);
    return new JobFailedException(Errno.EIO, "the worker ended");
  }

  /** Answers the process until its job has ended; returns the last frame. */
  private Frame converse(Job job, Deadline deadline) throws IOException {
    for (; ; ) {
      Frame frame = link.receive(deadline);
      switch (frame.kind()) {
        case PROGRESS -> show(frame.fields(), job.progress());
        case BEGIN_FILE -> answer(() -> beginFile(frame.fields()), deadline);
        case KNOW_FILE -> answer(() -> knowFile(frame.fields()), deadline);
        case END_FILE -> endFile(frame.fields().readLong());
        default -> {
          return expect(Kind.ENDED, frame);
        }
      }
    }
  }

  private static void show(DataInputStream fields, Progress progress) throws IOException {
    progress.show(fields.readLong(), fields.readLong());
  }

  // --------------------------------------------------------------------------- temporary files

  private interface Noting {
    long note() throws IOException;
  }

  /** Notes something, and answers whether that worked. */
  private void answer(Noting noting, Deadline deadline) throws IOException {
    Fields fields = new Fields();
    try {
      fields.number(noting.note()).number(0);
    } catch (JobFailedException e) {
      fields.number(0).number(e.errno().number()).text(e.getMessage());
    }
    link.send(Frame.of(Kind.NOTED, fields), deadline);
  }

  private long beginFile(DataInputStream fields) throws IOException {
    LeftFile file = new LeftFile(Fields.text(fields), Fields.key(fields));
    if (files.size() >= MAX_FILES) {
      throw new IOException("too many temporary files");
    }
    long id = notes.begin(file.path(), file.key());
    files.put(id, file);
    return id;
  }

  private long knowFile(DataInputStream fields) throws IOException {
    long id = fields.readLong();
    LeftFile known = new LeftFile(file(id).path(), Fields.key(fields));
    notes.know(id, known.key());
    files.put(id, known);
    return id;
  }

  private void endFile(long id) throws IOException {
    LeftFile ended = file(id);
    files.remove(id, ended);
    notes.end(id);
  }

  private LeftFile file(long id) throws IOException {
    LeftFile file = files.get(id);
    if (file == null) {
      throw new IOException("no temporary file " + id);
    }
    return file;
  }

  /**
   * The files that it left behind when it ended in the middle of a job, by the ids of the notes.
   */
  Map<Long, LeftFile> leftFiles() {
    return Map.copyOf(files);
  }

  /**
   * Makes it remove a temporary file of its user's, if that is still the same.
   *
   * @throws IOException when it ends meanwhile
   */
  void clean(LeftFile file) throws IOException {
    Deadline deadline = new Deadline(null, START_NANOS);
    reusable = false;
    Fields fields = new Fields().text(file.path()).key(file.key());
    link.send(Frame.of(Kind.CLEAN, fields), deadline);
    expect(Kind.READY, link.receive(deadline));
    reusable = true;
  }

  // -------------------------------------------------------------------------------------- end

  /**
   * Kills it, and closes the pipes. Only the thread that uses it may call this, or any thread when
   * none does.
   */
  void kill() {
    reusable = false;
    end();
    link.close();
  }

  /** Kills it. Any thread may call this; the thread that uses it notices. */
  void end() {
    process.toHandle().destroyForcibly();
  }

  /** Ends the process during a wait: when its job is cancelled, or the time is over. */
  private final class Deadline implements Link.Patience {
    private final Progress progress;
    private final long began = System.nanoTime();
    private final long limit;

    /** When it got SIGTERM; 0 before. */
    private long termed;

    private boolean killed;

    /**
     * @param progress of its job; null without a job
     * @param limit in ns
     */
    Deadline(Progress progress, long limit) {
      this.progress = progress;
      this.limit = limit;
    }

    /** Whether it got SIGTERM. */
    boolean isPast() {
      return termed != 0;
    }

    @Override
    public void look() throws IOException {
      long now = System.nanoTime();
      if (termed == 0) {
        if (now - began > limit || (progress != null && progress.isCancelled())) {
          process.toHandle().destroy();
          termed = now;
        }
      } else if (!killed && now - termed > TERM_NANOS) {
        end();
        killed = true;
      } else if (killed && now - termed > TERM_NANOS + KILL_NANOS) {
        link.close();
        throw new StuckException(process.pid());
      }
    }
  }
}

package synchmess.job;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import synchmess.group.Clock;
import synchmess.group.Errno;
import synchmess.group.Wakes;
import synchmess.group.Watcher;

/**
 * A job, from its submission until it is forgotten.
 *
 * <p>Its life is guarded by the lock of {@link Jobs}; what it has done so far is written by its
 * worker alone, or by threads of its operation, and read by anyone.
 */
public final class Job {
  private final long id;
  private final JobSpec spec;
  private final Owner owner;
  private final Notice notice;
  private final long submitted;
  private final long submittedMillis;
  private final Progress progress = new Progress();

  /** Guarded by the lock of {@link Jobs}, as all below. */
  private JobState state = JobState.QUEUED;

  /** Null from its end on: it may know a secret. */
  private Task task;

  private Priority priority;
  private Errno error;
  private String sentence;
  private long started;
  private long ended;

  /** Who waits for its end. */
  final Set<EndWaiter> waiters = new LinkedHashSet<>();

  /** Who polls for its end. */
  final Set<Watcher> watchers = new LinkedHashSet<>();

  /** What the operation gives; added by its worker, read when it has ended. */
  private final List<String> given = new ArrayList<>();

  /**
   * @param clock tells the time of its submission
   */
  Job(long id, Submission submission, Clock clock) {
    this.id = id;
    this.spec = submission.spec.withoutTask();
    this.task = submission.spec.task();
    this.owner = submission.owner;
    this.notice = submission.notice;
    this.submitted = clock.nanos();
    this.submittedMillis = clock.wallMillis();
    this.priority = spec.priority();
  }

  public long id() {
    return id;
  }

  /** What was asked for, without its task. */
  public JobSpec spec() {
    return spec;
  }

  public Owner owner() {
    return owner;
  }

  public Progress progress() {
    return progress;
  }

  Notice notice() {
    return notice;
  }

  /** When it was submitted, in ns of the clock. */
  long submitted() {
    return submitted;
  }

  /** When it was submitted, in ms since the epoch. */
  public long submittedMillis() {
    return submittedMillis;
  }

  // -------------------------------------------------- its life, under the lock of the jobs

  JobState state() {
    return state;
  }

  Priority priority() {
    return priority;
  }

  void setPriority(Priority changed) {
    priority = changed;
  }

  /** Begins it; returns what is to be run. */
  Task start(long now) {
    state = JobState.RUNNING;
    started = now;
    return task;
  }

  /**
   * @param why null unless it failed
   */
  void end(JobState how, JobFailedException why, long now) {
    state = how;
    task = null;
    if (state != JobState.DONE) {
      given.clear();
    }
    if (why != null) {
      error = why.errno();
      sentence = why.getMessage();
    }
    if (started == 0) {
      started = now;
    }
    ended = now;
  }

  /** Whoever waits for its end is to be told of it. */
  void tellEnd(Wakes wakes) {
    String result = result();
    String brief = brief();
    for (EndWaiter waiter : new ArrayList<>(waiters)) {
      waiter.leave();
      wakes.add(() -> waiter.ended(result));
    }
    tellWatchers(wakes);
    wakes.add(() -> notice.tell(result, brief));
  }

  /** Whoever waits for its end is to be told that nobody will be told of it. */
  void abandon(Wakes wakes) {
    for (EndWaiter waiter : new ArrayList<>(waiters)) {
      waiter.leave();
      wakes.add(() -> waiter.failed(Errno.ENODEV));
    }
    tellWatchers(wakes);
  }

  private void tellWatchers(Wakes wakes) {
    watchers.forEach(watcher -> wakes.add(watcher::changed));
    watchers.clear();
  }

  /** Adds a line to its result. Called by its worker alone. */
  public void give(String line) {
    given.add(line);
  }

  // --------------------------------------------------------------------------------- result

  /** The result as {@code name: value} lines; of a job that has not ended, its state. */
  String result() {
    StringBuilder text = new StringBuilder(brief());
    if (state.isEnd()) {
      given.forEach(line -> text.append(line).append('\n'));
      double seconds = (double) (ended - started) / TimeUnit.SECONDS.toNanos(1);
      text.append(String.format(Locale.ROOT, "duration: %.6f\n", seconds));
    }
    return text.toString();
  }

  /** The lines of the result that every job has. */
  String brief() {
    String text = "id: " + id + "\nop: " + spec.op() + "\nstate: " + state.word() + "\n";
    return error == null ? text : text + "error: " + error.name() + " " + errorSentence() + "\n";
  }

  private String errorSentence() {
    return sentence == null ? error.text() : oneLine(sentence);
  }

  /** Without control characters: a file's name may have newlines. */
  static String oneLine(String text) {
    return text.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
  }
}

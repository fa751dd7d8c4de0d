package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Progress;
import synchmess.job.work.Task;
import synchmess.owner.Owner;
import synchmess.waiting.Clock;
import synchmess.waiting.Wakes;
import synchmess.waiting.Watcher;

/**
 * A job, from its submission until it is forgotten.
 *
 * <p>The lock of {@link Jobs} guards its life. Only its worker, or its operation's threads, write
 * what it has done so far; any thread reads it.
 *
 * <p>Until its end it keeps its task; from then on, only two texts: the spec and the result.
 */
public final class Job {
  /** The most bytes of a result. */
  public static final int MAX_RESULT = 64 << 10;

  /** The part of it for the lines that every job has, generously. */
  private static final int MAX_COMMON = 1 << 10;

  /** In characters. */
  private static final int MAX_SENTENCE = 4 << 10;

  /** The bytes that it takes besides its texts, generously. */
  private static final int OVERHEAD = 1 << 10;

  private final long id;
  private final String op;
  private final String file;
  private final Owner owner;
  private final Notice notice;
  private final long submitted;
  private final long submittedMillis;
  private final Progress progress = new Progress();

  /** What was asked for; null once forgotten. The lock of {@link Jobs} guards it and all below. */
  private byte[] spec;

  private JobState state = JobState.QUEUED;

  /** Null from its end on: it may know a secret. */
  private Task task;

  /** Null without, and from its end on. */
  private String unique;

  private Priority priority;
  private long started;

  /** Null until its end, and once forgotten. */
  private byte[] result;

  /** The bytes of the first lines, which every result has. */
  private int briefLength;

  /** Whether its end was told, or is being told. */
  private boolean told;

  /** Callers that wait for its end. */
  final Set<EndWaiter> waiters = new LinkedHashSet<>();

  /** Callers that poll for its end. */
  final Set<Watcher> watchers = new LinkedHashSet<>();

  /** What the operation gives; added by its worker, read at its end; null from then on. */
  private Given given = new Given(MAX_RESULT - MAX_COMMON);

  /** The bytes that it takes; fixed at its end. */
  private long bytes;

  /**
   * @param clock tells the time of its submission
   */
  Job(long id, Submission submission, Clock clock) {
    JobSpec asked = submission.spec;
    this.id = id;
    this.op = asked.op();
    this.file = asked.file();
    this.spec = asked.text().getBytes(UTF_8);
    this.task = asked.task();
    this.unique = asked.unique();
    this.priority = asked.priority();
    this.owner = submission.owner;
    this.notice = submission.notice;
    this.submitted = clock.nanos();
    this.submittedMillis = clock.wallMillis();
  }

  public long id() {
    return id;
  }

  /** Its operation. */
  String op() {
    return op;
  }

  /** Its first input as tables show it; null without. */
  String file() {
    return file;
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

  /** The word that no other active job of its owner may have; null without. */
  String unique() {
    return unique;
  }

  /** Frees its unique word for other jobs. */
  void freeUnique() {
    unique = null;
  }

  /** Begins it; returns what to run. */
  Task start(long now) {
    state = JobState.RUNNING;
    started = now;
    return task;
  }

  /**
   * Ends it; changes nothing when it throws.
   *
   * @param why null unless it failed
   */
  void end(JobState how, JobFailedException why, long now) {
    String brief = brief(how, why);
    byte[] text = (brief + details(how, started == 0 ? 0 : now - started)).getBytes(UTF_8);
    briefLength = brief.getBytes(UTF_8).length;
    result = text;
    bytes = (long) OVERHEAD + spec.length + text.length;
    state = how;
    task = null;
    given = null;
  }

  /**
   * Ends the wait of its waiters, and tells its watchers and its notice, once, however often
   * called.
   */
  void tellEnd(Wakes wakes, Undelivered undelivered) {
    byte[] text = result;
    while (!waiters.isEmpty()) {
      waiters.iterator().next().end(text, wakes);
    }
    tellWatchers(wakes);
    if (!told) {
      byte[] brief = Arrays.copyOf(text, briefLength);
      wakes.add(() -> notice.tell(text, brief, owner.uid(), undelivered));
      told = true;
    }
  }

  /** Fails its waiters: nobody will be told of its end. */
  void abandon(Wakes wakes) {
    while (!waiters.isEmpty()) {
      wakes.fail(waiters.iterator().next(), Errno.ENODEV);
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

  // ----------------------------------------------------------------------------- its texts

  /** The bytes that it takes; only after its end. */
  long bytes() {
    return bytes;
  }

  /** Forgets its texts. */
  void letGo() {
    spec = null;
    result = null;
  }

  /**
   * What was asked for; do not change it.
   *
   * @throws ErrnoException ENODEV once it is forgotten
   */
  byte[] spec() {
    return kept(spec);
  }

  /**
   * The result as {@code name: value} lines; before its end, the state. Do not change it.
   *
   * @throws ErrnoException ENODEV once it is forgotten
   */
  byte[] result() {
    return state.isEnd() ? kept(result) : brief(state, null).getBytes(UTF_8);
  }

  private static byte[] kept(byte[] text) {
    if (text == null) {
      throw new ErrnoException(Errno.ENODEV);
    }
    return text;
  }

  private String details(JobState how, long nanos) {
    double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
    String duration = String.format(Locale.ROOT, "duration: %.6f\n", seconds);
    if (how != JobState.DONE) {
      return duration;
    }
    String cut = given.cut() == 0 ? "" : "cut: " + given.cut() + " bytes more\n";
    return new String(given.bytes(), UTF_8) + duration + cut;
  }

  /** The lines of a result that every job has. */
  private String brief(JobState how, JobFailedException why) {
    String text = "id: " + id + "\nop: " + op + "\nstate: " + how.word() + "\n";
    return why == null ? text : text + "error: " + why.errno().name() + " " + sentence(why) + "\n";
  }

  private static String sentence(JobFailedException why) {
    String sentence = why.getMessage();
    return sentence == null ? why.errno().text() : Shown.tail(oneLine(sentence), MAX_SENTENCE);
  }

  /** On one line, and harmless. */
  static String oneLine(String text) {
    return Shown.line(text);
  }
}

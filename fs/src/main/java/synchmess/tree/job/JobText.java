package synchmess.tree.job;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import synchmess.job.JobState;
import synchmess.job.JobStats;
import synchmess.job.JobView;
import synchmess.job.Jobs;
import synchmess.job.work.Progress;
import synchmess.owner.Owner;
import synchmess.tree.group.StatsText;
import synchmess.tree.value.SettingHandle;

/** What the files of jobs show. */
public final class JobText {
  private static final String ROW = "%-8s %-8s %-9s %-10s %-10s %-8s %-7s %s\n";

  /** Stands for no file, or one that the reader may not see. */
  private static final String NO_FILE = "-";

  private JobText() {}

  /** The word of its state, and its pending callback. */
  static String state(JobView job) {
    String state = job.state().word() + "\n";
    return job.pending() == null ? state : state + "callback: " + job.pending() + "\n";
  }

  /** What is done and the total, in bytes or steps, and the percentage. */
  static String progress(Progress progress) {
    return progress.done() + " " + progress.total() + " " + progress.percent();
  }

  /** A row for each job; shows its file to the job's owner and root alone. */
  static String list(Jobs jobs, Owner reader) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                ROW,
                "ID",
                "PRIORITY",
                "STATE",
                "OPERATION",
                "OWNER",
                "AGE",
                "PERCENT",
                "FILE"));
    for (JobView job : jobs.list()) {
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              job.id(),
              SettingHandle.word(job.priority()),
              job.state().word(),
              job.op(),
              Integer.toUnsignedString(job.owner()),
              TimeUnit.NANOSECONDS.toSeconds(job.ageNanos()),
              job.percent(),
              file(job, reader)));
    }
    return text.toString();
  }

  private static String file(JobView job, Owner reader) {
    boolean seen = reader.isRoot() || reader.uid() == job.owner();
    return seen && job.file() != null ? job.file() : NO_FILE;
  }

  static String workers(Jobs jobs) {
    StringBuilder text = new StringBuilder();
    jobs.workers()
        .forEach(
            (name, id) -> text.append(name).append(' ').append(id == 0 ? "idle" : id).append('\n'));
    jobs.machine().stuck().forEach(pid -> text.append("process-").append(pid).append(" stuck\n"));
    return text.toString();
  }

  static String stats(JobStats stats) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("queued", (long) stats.queued());
    numbers.put("running", (long) stats.running());
    numbers.put("finished", (long) stats.finished());
    numbers.put("throttled", (long) stats.throttled());
    numbers.put("workers", (long) stats.workers());
    numbers.put("idle", (long) stats.idle());
    numbers.put("submitted", stats.submitted());
    for (JobState state : JobState.values()) {
      if (state.isEnd()) {
        numbers.put(state.word(), stats.ended(state));
      }
    }
    return StatsText.lines(numbers);
  }

  /** Source of the form: the Prometheus text exposition format, version 0.0.4. */
  public static String metrics(JobStats stats) {
    StringBuilder text = new StringBuilder();
    gauge(text, "queued_jobs", "Jobs that wait for a worker.", stats.queued());
    gauge(text, "running_jobs", "Jobs that have a worker.", stats.running());
    gauge(text, "throttled_submitters", "Submitters waiting for room.", stats.throttled());
    gauge(text, "job_workers", "Threads that run jobs.", stats.workers());
    gauge(text, "idle_job_workers", "Workers with nothing to do.", stats.idle());
    text.append("# HELP synchmess_jobs_submitted_total Jobs queued.\n");
    text.append("# TYPE synchmess_jobs_submitted_total counter\n");
    text.append("synchmess_jobs_submitted_total ").append(stats.submitted()).append('\n');
    text.append("# HELP synchmess_jobs_ended_total Jobs that have ended.\n");
    text.append("# TYPE synchmess_jobs_ended_total counter\n");
    stats
        .ended()
        .forEach(
            (op, states) ->
                states.forEach(
                    (state, count) ->
                        text.append(
                            String.format(
                                Locale.ROOT,
                                "synchmess_jobs_ended_total{op=\"%s\",state=\"%s\"} %d\n",
                                op,
                                state.word(),
                                count))));
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    text.append("# HELP synchmess_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE synchmess_").append(name).append(" gauge\n");
    text.append("synchmess_").append(name).append(' ').append(value).append('\n');
  }
}

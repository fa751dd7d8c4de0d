package synchmess.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import synchmess.job.Job;
import synchmess.job.Jobs;
import synchmess.job.Priority;

/** The table of all files below {@code jobs/<id>/}: a new one is a new line. */
final class JobFiles {
  static final SortedMap<String, Line> TABLE = table();

  private static final int OWNER_READS = 0400;
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int ALL_READ = 0444;
  private static final int ALL_READ_OWNER_WRITES = 0644;

  private JobFiles() {}

  /** What a file is for, who may use it, and how it is opened. */
  record Line(Access access, int permissions, Opener opener) {}

  /** Makes the handle of a file that is being opened. */
  interface Opener {
    Handle open(File file, Jobs jobs, Job job);
  }

  private static SortedMap<String, Line> table() {
    SortedMap<String, Line> table = new TreeMap<>();

    table.put(
        "spec",
        new Line(
            Access.READ,
            OWNER_READS,
            (file, jobs, job) -> new ValueHandle(file, () -> jobs.spec(job))));
    table.put(
        "state",
        new Line(
            Access.READ,
            ALL_READ,
            (file, jobs, job) -> ValueHandle.lines(file, () -> JobText.state(jobs.view(job)))));
    table.put(
        "priority",
        new Line(
            Access.READ_WRITE,
            ALL_READ_OWNER_WRITES,
            (file, jobs, job) ->
                new SettingHandle(
                    file,
                    () -> SettingHandle.word(jobs.view(job).priority()),
                    SettingHandle.atOnce(
                        text -> jobs.setPriority(job, SettingHandle.word(Priority.class, text))))));
    table.put(
        "progress",
        new Line(
            Access.READ,
            ALL_READ,
            (file, jobs, job) -> ValueHandle.line(file, () -> JobText.progress(job.progress()))));
    table.put(
        "result",
        new Line(
            Access.READ,
            OWNER_READS,
            (file, jobs, job) -> new ValueHandle(file, () -> jobs.result(job))));
    table.put("wait", new Line(Access.READ, OWNER_READS, JobWaitHandle::new));
    table.put(
        "cancel",
        new Line(
            Access.READ_WRITE,
            OWNER_READS_AND_WRITES,
            (file, jobs, job) ->
                new TriggerHandle(file, TriggerHandle.atOnce(() -> jobs.cancel(job) ? 1 : 0))));

    return Collections.unmodifiableSortedMap(table);
  }
}

package synchmess.tree.job;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import synchmess.job.Job;
import synchmess.job.Jobs;
import synchmess.job.Priority;
import synchmess.tree.File;
import synchmess.tree.Handle;
import synchmess.tree.value.Access;
import synchmess.tree.value.Row;
import synchmess.tree.value.SettingHandle;
import synchmess.tree.value.TriggerHandle;
import synchmess.tree.value.ValueHandle;

/** The table of all files below {@code jobs/<id>/}: a new one is a new line. */
final class JobFiles {
  private static final int OWNER_READS = 0400;
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int ALL_READ = 0444;
  private static final int ALL_READ_OWNER_WRITES = 0644;

  private JobFiles() {}

  static SortedMap<String, Row<Job>> table(Jobs jobs) {
    SortedMap<String, Row<Job>> table = new TreeMap<>();

    table.put(
        "spec", read(OWNER_READS, (file, job) -> new ValueHandle(file, () -> jobs.spec(job))));
    table.put(
        "state",
        read(
            ALL_READ, (file, job) -> ValueHandle.lines(file, () -> JobText.state(jobs.view(job)))));
    table.put(
        "priority",
        write(
            ALL_READ_OWNER_WRITES,
            (file, job) ->
                new SettingHandle(
                    file,
                    () -> SettingHandle.word(jobs.view(job).priority()),
                    text -> jobs.setPriority(job, SettingHandle.word(Priority.class, text)))));
    table.put(
        "progress",
        read(
            ALL_READ,
            (file, job) -> ValueHandle.line(file, () -> JobText.progress(job.progress()))));
    table.put(
        "result", read(OWNER_READS, (file, job) -> new ValueHandle(file, () -> jobs.result(job))));
    table.put("wait", read(OWNER_READS, (file, job) -> new JobWaitHandle(file, jobs, job)));
    table.put(
        "cancel",
        write(
            OWNER_READS_AND_WRITES,
            (file, job) -> new TriggerHandle(file, () -> jobs.cancel(job) ? 1 : 0)));

    return table;
  }

  private static Row<Job> read(int permissions, BiFunction<File, Job, Handle> opener) {
    return Row.of(Access.READ, permissions, opener);
  }

  private static Row<Job> write(int permissions, BiFunction<File, Job, Handle> opener) {
    return Row.of(Access.READ_WRITE, permissions, opener);
  }
}

package synchmess.tree;

import java.util.SortedMap;
import java.util.TreeMap;
import synchmess.job.Jobs;

/** The table of the files of {@code jobs/} itself: a new one is a new line. */
final class JobsFiles {
  private static final int ALL_READ = 0444;
  private static final int ALL_READ_AND_WRITE = 0666;

  private JobsFiles() {}

  static SortedMap<String, File> table(MountTraits mount, Jobs jobs, GroupFiles groupFiles) {
    SortedMap<String, File> table = new TreeMap<>();

    table.put("submit", new SubmitFile(mount.owner(), jobs, groupFiles));
    table.put(
        "list",
        new JobsFile(
            Access.READ,
            ALL_READ,
            mount.owner(),
            (file, caller) -> ValueHandle.lines(file, () -> JobText.list(jobs, caller))));
    table.put(
        "workers",
        new JobsFile(
            Access.READ,
            ALL_READ,
            mount.owner(),
            (file, caller) -> ValueHandle.lines(file, () -> JobText.workers(jobs))));
    table.put(
        "stats",
        new JobsFile(
            Access.READ,
            ALL_READ,
            mount.owner(),
            (file, caller) -> ValueHandle.lines(file, () -> JobText.stats(jobs.stats()))));
    table.put(
        "remove_all",
        new JobsFile(
            Access.READ_WRITE,
            ALL_READ_AND_WRITE,
            mount.owner(),
            (file, caller) ->
                new TriggerHandle(file, TriggerHandle.atOnce(() -> jobs.removeAll(caller.uid())))));

    return table;
  }
}

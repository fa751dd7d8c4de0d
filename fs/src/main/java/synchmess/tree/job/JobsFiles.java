package synchmess.tree.job;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import synchmess.job.Jobs;
import synchmess.tree.value.Access;
import synchmess.tree.value.Row;
import synchmess.tree.value.TriggerHandle;
import synchmess.tree.value.ValueHandle;

/** The table of the files of {@code jobs/} itself: a new one is a new line. */
final class JobsFiles {
  private static final int ALL_READ = 0444;
  private static final int ALL_READ_AND_WRITE = 0666;

  private JobsFiles() {}

  static SortedMap<String, Row<Jobs>> table(CallbackGroups callbacks) {
    SortedMap<String, Row<Jobs>> table = new TreeMap<>();

    table.put(
        "submit",
        new Row<>(
            Access.READ_WRITE,
            ALL_READ_AND_WRITE,
            true,
            (file, jobs, flags, caller, tid) ->
                new SubmitHandle(file, jobs, jobs.machine().submitter(caller, tid), callbacks)));
    table.put(
        "list",
        new Row<>(
            Access.READ,
            ALL_READ,
            false,
            (file, jobs, flags, caller, tid) ->
                ValueHandle.lines(file, () -> JobText.list(jobs, caller))));
    table.put("workers", text(JobText::workers));
    table.put("stats", text(jobs -> JobText.stats(jobs.stats())));
    table.put(
        "remove_all",
        new Row<>(
            Access.READ_WRITE,
            ALL_READ_AND_WRITE,
            false,
            (file, jobs, flags, caller, tid) ->
                new TriggerHandle(file, () -> jobs.removeAll(caller.uid()))));

    return table;
  }

  private static Row<Jobs> text(Function<Jobs, String> text) {
    return Row.of(
        Access.READ, ALL_READ, (file, jobs) -> ValueHandle.lines(file, () -> text.apply(jobs)));
  }
}

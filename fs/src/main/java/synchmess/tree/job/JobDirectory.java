package synchmess.tree.job;

import java.util.SortedMap;
import synchmess.job.Job;
import synchmess.tree.Attributes;
import synchmess.tree.FileType;
import synchmess.tree.value.Row;
import synchmess.tree.value.TableDirectory;

/** {@code jobs/<id>/}: the files of one job. They belong to its owner. */
record JobDirectory(JobsDirectory jobs, Job subject) implements TableDirectory<Job> {
  private static final int PERMISSIONS = 0555;

  @Override
  public SortedMap<String, Row<Job>> table() {
    return jobs.tableOfEach();
  }

  @Override
  public boolean bindsToOpener() {
    return true;
  }

  @Override
  public Attributes attributes() {
    long since = subject.submittedMillis();
    return new Attributes(FileType.DIRECTORY, PERMISSIONS, subject.owner(), since, since, since);
  }
}

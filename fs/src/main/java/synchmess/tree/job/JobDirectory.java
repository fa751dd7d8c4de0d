package synchmess.tree.job;

import java.util.SortedMap;
import synchmess.job.Job;
import synchmess.tree.Attributes;
import synchmess.tree.Caller;
import synchmess.tree.FileType;
import synchmess.tree.value.Row;
import synchmess.tree.value.TableDirectory;

/** {@code jobs/<id>/}: the files of one job, which belong to its owner. */
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
    Caller owner = new Caller(subject.owner().uid(), subject.owner().gid());
    long since = subject.submittedMillis();
    return new Attributes(FileType.DIRECTORY, PERMISSIONS, owner, since, since, since);
  }
}

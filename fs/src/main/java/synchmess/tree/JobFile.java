package synchmess.tree;

import synchmess.job.Job;
import synchmess.job.Jobs;

/**
 * A file below {@code jobs/<id>/}. It belongs to the job's owner.
 *
 * @param line what it is
 * @param job whose it is
 */
record JobFile(JobFiles.Line line, Jobs jobs, Job job) implements File {
  @Override
  public Attributes attributes() {
    return attributes(FileType.REGULAR, line.permissions(), job);
  }

  static Attributes attributes(FileType type, int permissions, Job job) {
    Caller owner = new Caller(job.owner().uid(), job.owner().gid());
    long since = job.submittedMillis();
    return new Attributes(type, permissions, owner, since, since, since);
  }

  @Override
  public boolean isBoundToOpener() {
    return line.access() != Access.READ;
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    line.access().check(flags);
    return line.opener().open(this, jobs, job);
  }
}

package synchmess.tree;

import java.util.Collection;
import synchmess.job.Job;
import synchmess.job.Jobs;

/** {@code jobs/<id>/}: the files of one job. */
record JobDirectory(Jobs jobs, Job job) implements Directory {
  private static final int PERMISSIONS = 0555;

  @Override
  public Node find(String name) {
    JobFiles.Line line = JobFiles.TABLE.get(name);
    return line == null ? null : new JobFile(line, jobs, job);
  }

  @Override
  public Collection<String> names() {
    return JobFiles.TABLE.keySet();
  }

  @Override
  public Attributes attributes() {
    return JobFile.attributes(FileType.DIRECTORY, PERMISSIONS, job);
  }
}

package synchmess.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.SortedMap;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.Job;
import synchmess.job.Jobs;

/** {@code jobs/}: where jobs are submitted, and a directory for each. */
final class JobsDirectory implements Directory {
  /** Whoever may use the mount may submit, and remove jobs of his own. */
  private static final int SHARED = 0777;

  private static final int PRIVATE = 0755;
  private static final int MAX_DIGITS = 18;

  private final MountTraits mount;
  private final Jobs jobs;
  private final SortedMap<String, File> files;
  private final long made = System.currentTimeMillis();

  /**
   * @param files what is there besides the jobs
   */
  JobsDirectory(MountTraits mount, Jobs jobs, SortedMap<String, File> files) {
    this.mount = mount;
    this.jobs = jobs;
    this.files = files;
  }

  @Override
  public Node find(String name) {
    File file = files.get(name);
    if (file != null) {
      return file;
    }
    Job job = job(name);
    return job == null ? null : new JobDirectory(jobs, job);
  }

  private Job job(String name) {
    boolean id = name.length() <= MAX_DIGITS && name.matches("[1-9][0-9]*");
    return id ? jobs.find(Long.parseLong(name)) : null;
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new ArrayList<>(files.keySet());
    jobs.ids().forEach(id -> names.add(Long.toString(id)));
    return names;
  }

  /**
   * Forgets a job, which is cancelled if it is queued.
   *
   * @throws ErrnoException EBUSY while it runs; EACCES for another user's; ENOENT when there is
   *     none
   */
  @Override
  public void removeDirectory(String name, Caller caller) {
    Job job = job(name);
    if (job == null) {
      Directory.super.removeDirectory(name, caller);
      return;
    }
    if (!caller.isRoot() && caller.uid() != job.owner().uid()) {
      throw new ErrnoException(Errno.EACCES);
    }
    jobs.remove(job);
  }

  @Override
  public Attributes attributes() {
    int permissions = mount.allowOther() ? SHARED : PRIVATE;
    return new Attributes(FileType.DIRECTORY, permissions, mount.owner(), made, made, made);
  }
}

package synchmess.tree.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.SortedMap;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.Job;
import synchmess.job.Jobs;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.FileType;
import synchmess.tree.MountTraits;
import synchmess.tree.Node;
import synchmess.tree.Reply;
import synchmess.tree.group.GroupFiles;
import synchmess.tree.value.Row;
import synchmess.tree.value.TableDirectory;
import synchmess.waiting.Parked;

/**
 * {@code jobs/}: the files that submit jobs, and a directory for each job. Its files belong to the
 * mount's owner.
 */
public final class JobsDirectory implements TableDirectory<Jobs> {
  /** Whoever may use the mount may submit, and remove his own jobs. */
  private static final int SHARED = 0777;

  private static final int PRIVATE = 0755;
  private static final int MAX_DIGITS = 18;

  private final Jobs jobs;
  private final SortedMap<String, Row<Jobs>> table;
  private final SortedMap<String, Row<Job>> tableOfEach;
  private final Attributes attributes;

  public JobsDirectory(MountTraits mount, Jobs jobs, GroupFiles groupFiles) {
    this.jobs = jobs;
    this.table = JobsFiles.table(new CallbackGroups(groupFiles));
    this.tableOfEach = JobFiles.table(jobs);
    long made = System.currentTimeMillis();
    int permissions = mount.allowOther() ? SHARED : PRIVATE;
    this.attributes =
        new Attributes(FileType.DIRECTORY, permissions, mount.owner(), made, made, made);
  }

  @Override
  public SortedMap<String, Row<Jobs>> table() {
    return table;
  }

  /** The files of each job. */
  SortedMap<String, Row<Job>> tableOfEach() {
    return tableOfEach;
  }

  @Override
  public Jobs subject() {
    return jobs;
  }

  /** Only {@code submit} is a stream. */
  @Override
  public boolean throttlesWriters() {
    return true;
  }

  @Override
  public boolean bindsToOpener() {
    return true;
  }

  @Override
  public Node find(String name) {
    Node file = TableDirectory.super.find(name);
    if (file != null) {
      return file;
    }
    Job job = job(name);
    return job == null ? null : new JobDirectory(this, job);
  }

  private Job job(String name) {
    boolean id = name.length() <= MAX_DIGITS && name.matches("[1-9][0-9]*");
    return id ? jobs.find(Long.parseLong(name)) : null;
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new ArrayList<>(table.keySet());
    jobs.ids().forEach(id -> names.add(Long.toString(id)));
    return names;
  }

  /**
   * Forgets a job; cancels a queued one.
   *
   * @throws ErrnoException EBUSY while it runs; EACCES for another user's; ENOENT when there is
   *     none
   */
  @Override
  public Parked removeDirectory(String name, Owner caller, Reply reply) {
    Job job = job(name);
    if (job == null) {
      return TableDirectory.super.removeDirectory(name, caller, reply);
    }
    if (!caller.isRoot() && caller.uid() != job.owner().uid()) {
      throw new ErrnoException(Errno.EACCES);
    }
    jobs.remove(job);
    reply.value(0);
    return null;
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }
}

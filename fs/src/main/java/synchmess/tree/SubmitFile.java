package synchmess.tree;

import synchmess.job.Jobs;

/** {@code jobs/submit}: a write submits a job, for whoever opened it. */
final class SubmitFile implements File {
  private static final int PERMISSIONS = 0666;

  private final Caller owner;
  private final Jobs jobs;
  private final GroupFiles groupFiles;
  private final long made = System.currentTimeMillis();

  SubmitFile(Caller owner, Jobs jobs, GroupFiles groupFiles) {
    this.owner = owner;
    this.jobs = jobs;
    this.groupFiles = groupFiles;
  }

  @Override
  public Attributes attributes() {
    return new Attributes(FileType.REGULAR, PERMISSIONS, owner, made, made, made);
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public boolean throttlesWriters() {
    return true;
  }

  @Override
  public boolean isBoundToOpener() {
    return true;
  }

  /**
   * @throws synchmess.errno.ErrnoException EPERM to those for whom the daemon may not work
   */
  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    Access.READ_WRITE.check(flags);
    return new SubmitHandle(
        this,
        jobs,
        jobs.machine().submitter(caller.uid(), caller.gid(), caller.tid()),
        new CallbackGroups(groupFiles));
  }
}

package synchmess.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.job.Job;
import synchmess.job.Machine;
import synchmess.job.Owner;
import synchmess.job.RunningJob;
import synchmess.job.Submitter;
import synchmess.job.Task;
import synchmess.job.Workspace;

/**
 * The machine that this process runs on. Root's daemon serves all users; one of another user serves
 * that user alone. Safe for use by many threads.
 */
public final class LinuxMachine implements Machine, AutoCloseable {
  /** Root's rights to files: CAP_CHOWN to CAP_FSETID, CAP_LINUX_IMMUTABLE; see capabilities(7). */
  private static final long FILE_CAPABILITIES = 0b10_0001_1111;

  private final Identity identity;
  private final Border border;
  private final Journal journal;
  private final Path namespace;
  private final Path root;

  /**
   * @param mountDevice the st_dev of the mount itself, as stat(2) has it; −1 while there is none
   * @param journal the file that lists temporary files, of this daemon alone
   * @throws IOException when the journal cannot be used, or /proc is not there
   */
  public LinuxMachine(LongSupplier mountDevice, Path journal) throws IOException {
    this.identity = new Identity();
    this.border = new Border(mountDevice);
    this.namespace = namespace("self");
    this.root = root("self");
    this.journal = new Journal(journal, identity.own().uid());
  }

  private static Path namespace(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns/mnt"));
  }

  /** Its name is read only, never what is there: that might be the mount itself. */
  private static Path root(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "root"));
  }

  /**
   * Removes what a daemon that was killed has left behind: what the journal lists and is still the
   * same, each as its owner. To be called before the first job.
   */
  public void clean() {
    new Leftovers(identity, journal).remove();
  }

  @Override
  public Submitter submitter(int uid, int gid, int tid) {
    if (tid <= 0 || !identity.serves(uid)) {
      throw new ErrnoException(Errno.EPERM);
    }
    try {
      ProcessStatus status = ProcessStatus.read(Integer.toString(tid));
      checkSame(status, uid, gid);
      checkSees(Integer.toString(tid));
      Owner owner = new Owner(uid, gid, status.groups());
      return new SubmittingProcess(identity, owner, status.pid(), hold(status.pid()));
    } catch (IOException e) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  /** A root without root's rights to files would gain them here, and is not served. */
  private void checkSame(ProcessStatus status, int uid, int gid) {
    long needed = uid == 0 ? identity.capabilities() & FILE_CAPABILITIES : 0;
    if (status.fileUid() != uid
        || status.fileGid() != gid
        || (status.capabilities() & needed) != needed) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  /** Whether a path means the same to it as to this process. */
  private void checkSees(String process) throws IOException {
    if (!namespace(process).equals(namespace) || !root(process).equals(root)) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  private static Descriptor hold(int pid) {
    int pidfd = Kernel.pidfdOpen(pid);
    if (pidfd < 0) {
      throw new ErrnoException(Errno.EPERM);
    }
    return new Descriptor(pidfd);
  }

  /** In this process, as the owner. */
  @Override
  public void run(Job job, Task task) throws IOException {
    task.operation().run(new RunningJob(job.progress(), job::give, workspace(job.owner())));
  }

  /**
   * The files, as a user sees them.
   *
   * @throws ErrnoException EPERM for a user whom this process does not serve
   */
  Workspace workspace(Owner owner) {
    if (!identity.serves(owner.uid())) {
      throw new ErrnoException(Errno.EPERM);
    }
    return new LinuxWorkspace(identity, owner, border, journal);
  }

  /** The st_dev that a device's two numbers make, such as /proc/self/mountinfo shows them. */
  public static long device(int major, int minor) {
    return Status.device(major, minor);
  }

  /** Lets go of the journal. To be called after the last job. */
  @Override
  public void close() {
    journal.close();
  }
}

package synchmess.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.Job;
import synchmess.job.Machine;
import synchmess.job.RunningJob;
import synchmess.job.Submitter;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Task;
import synchmess.job.work.Workspace;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/**
 * This machine. Root's daemon serves all users; any other user's daemon serves that user alone.
 * Safe for use by many threads.
 */
public final class LinuxMachine implements Machine, AutoCloseable {
  /** Root's rights to files: CAP_CHOWN to CAP_FSETID, CAP_LINUX_IMMUTABLE; see capabilities(7). */
  private static final long FILE_CAPABILITIES = 0b10_0001_1111;

  /** The nice value of threads that run jobs: messages go first. */
  public static final int NICE = 5;

  private final Identity identity;
  private final OffLimits offLimits;
  private final TemporaryFiles temporaries;
  private final List<Path> namespaces;
  private final Path root;

  /**
   * @param mountDevice the st_dev of the mount itself, as stat(2) has it; −1 while there is none
   * @param temporaries the list of temporary files; this daemon alone uses it
   * @throws IOException when it cannot use that list, or /proc is not there
   */
  public LinuxMachine(LongSupplier mountDevice, Path temporaries) throws IOException {
    this.identity = Identity.ofThisProcess();
    this.offLimits = new OffLimits(mountDevice);
    this.namespaces = namespaces("self");
    this.root = root("self");
    this.temporaries = new TemporaryFiles(temporaries, identity.own().uid());
  }

  /** What its paths mean, and what its rights apply to. */
  private static List<Path> namespaces(String process) throws IOException {
    return List.of(namespace(process, "mnt"), namespace(process, "user"));
  }

  private static Path namespace(String process, String kind) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns", kind));
  }

  /** Reads the link alone and never follows it: it may lead to the mount itself. */
  private static Path root(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "root"));
  }

  /** The temporary files of a killed daemon. Call it before the first job. */
  public List<TemporaryRecord> leftBehind() {
    return temporaries.entries();
  }

  /** Removes a file that its own user left behind, if it is still the same. */
  public void remove(TemporaryRecord entry) {
    Leftovers.remove(entry.path(), entry.key());
    temporaries.of(entry.owner()).end(entry.id());
  }

  /** Whether it is this process's own user. His jobs run in this process. */
  public boolean isOwn(Owner owner) {
    return owner.uid() == identity.own().uid();
  }

  /** The notes of a user's temporary files. */
  public TemporaryNotes notes(Owner owner) {
    return temporaries.of(owner);
  }

  /** The st_dev of the mount itself; −1 while there is none. */
  public long mountDevice() {
    return offLimits.mountDevice().getAsLong();
  }

  @Override
  public Submitter submitter(Owner caller, int tid) {
    if (tid <= 0 || !identity.serves(caller.uid())) {
      throw new ErrnoException(Errno.EPERM);
    }
    try {
      ProcessStatus status = ProcessStatus.read(Integer.toString(tid));
      checkSame(status, caller);
      checkSees(Integer.toString(tid));
      Owner owner = new Owner(caller.uid(), caller.gid(), status.groups());
      return new SubmittingProcess(owner, status.pid(), ProcessStart.of(status.pid()));
    } catch (JobFailedException e) {
      throw new ErrnoException(e.isShortage() ? e.errno() : Errno.EPERM);
    } catch (IOException e) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  /** Refuses a root without root's rights to files: here he would gain them. */
  private void checkSame(ProcessStatus status, Owner caller) {
    long needed = caller.isRoot() ? identity.capabilities() & FILE_CAPABILITIES : 0;
    if (status.fileUid() != caller.uid()
        || status.fileGid() != caller.gid()
        || (status.capabilities() & needed) != needed) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  /** Refuses a process for which a path or a right means something else than here. */
  private void checkSees(String process) throws IOException {
    if (!namespaces(process).equals(namespaces) || !root(process).equals(root)) {
      throw new ErrnoException(Errno.EPERM);
    }
  }

  /**
   * Runs a job of this process's own user.
   *
   * @throws ErrnoException EPERM for the job of anybody else
   */
  @Override
  public void run(Job job, Task task) throws IOException {
    if (!isOwn(job.owner())) {
      throw new ErrnoException(Errno.EPERM);
    }
    Kernel.beNice(NICE);
    Workspace workspace = workspace(offLimits, notes(job.owner()));
    task.operation().run(new RunningJob(job.progress(), job::give, workspace));
  }

  /**
   * The files as this process sees them.
   *
   * @param mountDevice the st_dev of the mount itself; no job touches it
   */
  public static Workspace workspace(long mountDevice, TemporaryNotes notes) {
    return workspace(new OffLimits(() -> mountDevice), notes);
  }

  private static Workspace workspace(OffLimits offLimits, TemporaryNotes notes) {
    return new LinuxWorkspace(offLimits, notes);
  }

  /** The st_dev of a device with these two numbers, as in /proc/self/mountinfo. */
  public static long device(int major, int minor) {
    return Status.device(major, minor);
  }

  /** Closes the temporaries. Call it after the last job. */
  @Override
  public void close() {
    temporaries.close();
  }
}

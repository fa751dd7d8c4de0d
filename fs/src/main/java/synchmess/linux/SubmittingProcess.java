package synchmess.linux;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.job.Submitter;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/**
 * A process, known by its pid and its start: a later process with that pid has another start. It
 * takes a descriptor only for a signal.
 */
final class SubmittingProcess implements Submitter {
  private static final Signal TO_NOBODY =
      new Signal() {
        @Override
        public boolean send() {
          return false;
        }

        @Override
        public void close() {
          // It holds nothing.
        }
      };

  private final Owner owner;
  private final int pid;
  private final long began;

  /**
   * @param began as {@link ProcessStart#of} tells
   */
  SubmittingProcess(Owner owner, int pid, long began) {
    this.owner = owner;
    this.pid = pid;
    this.began = began;
  }

  @Override
  public Owner owner() {
    return owner;
  }

  /**
   * A signal to the process; to nobody if that is gone already.
   *
   * @throws ErrnoException EMFILE, ENFILE when there are too many descriptors
   */
  @Override
  public Signal signal(int number) {
    int fd = Kernel.pidfdOpen(pid);
    if (fd == Kernel.ESRCH) {
      return TO_NOBODY;
    }
    if (fd < 0) {
      throw new ErrnoException(Errno.of(-fd));
    }
    Descriptor pidfd = new Descriptor(fd);
    if (ProcessStart.of(pid) != began) {
      pidfd.close();
      return TO_NOBODY;
    }
    return new ProcessSignal(owner, pid, pidfd, number);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}

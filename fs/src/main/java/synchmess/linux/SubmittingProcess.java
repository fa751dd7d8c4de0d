package synchmess.linux;

import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.job.Owner;
import synchmess.job.Submitter;

/** A process that is held by a pidfd, which stays its own whoever gets its pid later. */
final class SubmittingProcess implements Submitter {
  private final Identity identity;
  private final Owner owner;
  private final int pid;
  private final Descriptor pidfd;

  /**
   * @param pidfd which is taken over
   */
  SubmittingProcess(Identity identity, Owner owner, int pid, Descriptor pidfd) {
    this.identity = identity;
    this.owner = owner;
    this.pid = pid;
    this.pidfd = pidfd;
  }

  @Override
  public Owner owner() {
    return owner;
  }

  /**
   * @throws ErrnoException EMFILE, ENFILE when there are too many descriptors; EBADF after close
   */
  @Override
  public synchronized Signal signal(int number) {
    int copy = Kernel.duplicate(pidfd.fd());
    if (copy < 0) {
      throw new ErrnoException(Errno.of(-copy));
    }
    return new ProcessSignal(identity, owner, pid, new Descriptor(copy), number);
  }

  @Override
  public synchronized void close() {
    pidfd.close();
  }
}

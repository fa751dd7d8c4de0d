package synchmess.linux;

import java.io.IOException;
import synchmess.job.Owner;
import synchmess.job.Submitter;

/** A signal to a process that is held by a pidfd. */
final class ProcessSignal implements Submitter.Signal {
  private final Identity identity;
  private final Owner owner;
  private final int pid;
  private final Descriptor pidfd;
  private final int number;

  /**
   * @param pidfd which is taken over
   */
  ProcessSignal(Identity identity, Owner owner, int pid, Descriptor pidfd, int number) {
    this.identity = identity;
    this.owner = owner;
    this.pid = pid;
    this.pidfd = pidfd;
    this.number = number;
  }

  /**
   * Sent as the owner, so that the kernel, too, sees whose process it is. What was read counts only
   * if the process is there after it: until then nobody else has its pid.
   */
  @Override
  public synchronized boolean send() {
    int fd = pidfd.fd();
    return isOwners()
        && Kernel.pidfdSendSignal(fd, 0) == 0
        && identity.as(owner, () -> Kernel.pidfdSendSignal(fd, number)) == 0;
  }

  private boolean isOwners() {
    try {
      return ProcessStatus.read(Integer.toString(pid)).isWholly(owner.uid());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    pidfd.close();
  }
}

package synchmess.linux;

import java.io.IOException;
import synchmess.job.Submitter;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/** A signal to a process that is held by a pidfd. */
final class ProcessSignal implements Submitter.Signal {
  private final Owner owner;
  private final int pid;
  private final Descriptor pidfd;
  private final int number;

  /**
   * @param pidfd which is taken over
   */
  ProcessSignal(Owner owner, int pid, Descriptor pidfd, int number) {
    this.owner = owner;
    this.pid = pid;
    this.pidfd = pidfd;
    this.number = number;
  }

  /**
   * What was read of the pid counts only if the process is still there afterwards: until then
   * nobody else has its pid.
   */
  @Override
  public synchronized boolean send() {
    int fd = pidfd.fd();
    return isOwners()
        && Kernel.pidfdSendSignal(fd, 0) == 0
        && Kernel.pidfdSendSignal(fd, number) == 0;
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

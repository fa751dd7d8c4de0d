package synchmess.linux;

import java.io.IOException;
import synchmess.job.Submitter;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/** A signal to a process, held by a pidfd. */
final class ProcessSignal implements Submitter.Signal {
  private final Owner owner;
  private final int pid;
  private final Descriptor pidfd;
  private final int number;

  /**
   * @param pidfd closed by this
   */
  ProcessSignal(Owner owner, int pid, Descriptor pidfd, int number) {
    this.owner = owner;
    this.pid = pid;
    this.pidfd = pidfd;
    this.number = number;
  }

  /**
   * Reads {@code /proc} by the pid, then asks by the pidfd whether the process is still there. If
   * so, nobody else had its pid meanwhile.
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

package synchmess.fuse.jnrfuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jnr.ffi.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.Fault;
import synchmess.tree.Reply;

/**
 * One read, write or ioctl, whose thread waits for the answer if need be. It takes one answer,
 * drops later ones, and refuses their messages.
 */
final class Call implements Reply {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);

  @GuardedBy("this")
  private boolean answered;

  @GuardedBy("this")
  private int result;

  @GuardedBy("this")
  private byte[] bytes;

  @GuardedBy("this")
  private int from;

  @Override
  public synchronized boolean data(byte[] bytes, int from, int length) {
    if (!answer(length)) {
      return false;
    }
    this.bytes = bytes;
    this.from = from;
    return true;
  }

  @Override
  public void value(int value) {
    answer(value);
  }

  @Override
  public void failed(Errno why) {
    answer(-why.number());
  }

  private synchronized boolean answer(int its) {
    if (answered) {
      Fault.note(LOG, "a second answer to a request is dropped");
      return false;
    }
    answered = true;
    result = its;
    notifyAll();
    return true;
  }

  /** Takes no answer any more: its request has failed otherwise. */
  synchronized void abandon() {
    answered = true;
  }

  synchronized boolean answered() {
    return answered;
  }

  /** Waits for the answer. Only its own thread calls this. */
  synchronized void await() {
    boolean interrupted = false;
    while (!answered) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer as libfuse wants it: a count, or minus errno. */
  synchronized int result() {
    return result;
  }

  /** The answer to a read; puts the bytes into the buffer. */
  synchronized int result(Pointer buffer) {
    if (bytes != null && result > 0) {
      buffer.put(0, bytes, from, result);
    }
    return result;
  }
}

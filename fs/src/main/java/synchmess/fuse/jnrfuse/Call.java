package synchmess.fuse.jnrfuse;

import jnr.ffi.Pointer;
import synchmess.group.Errno;
import synchmess.tree.Reply;

/** One read, write or ioctl, whose thread waits for the answer if it has to. */
final class Call implements Reply {
  private boolean answered;
  private int result;
  private byte[] bytes;
  private int from;

  @Override
  public synchronized boolean data(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    answer(length);
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

  private synchronized void answer(int result) {
    this.result = result;
    answered = true;
    notifyAll();
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

  /** The answer to a read, whose bytes are put into the buffer. */
  synchronized int result(Pointer buffer) {
    if (bytes != null && result > 0) {
      buffer.put(0, bytes, from, result);
    }
    return result;
  }
}

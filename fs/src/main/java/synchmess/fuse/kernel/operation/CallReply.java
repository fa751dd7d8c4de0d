package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.Memory;
import synchmess.group.Errno;
import synchmess.group.Parked;
import synchmess.tree.Reply;

/**
 * A read, write or ioctl on its way: answered at once by the thread that carries it out, or parked
 * and answered later by whoever can.
 */
class CallReply implements Reply {
  final Answer answer;
  private final ParkedRequests parkedRequests;
  private final long unique;
  private final int pid;

  /** Whether an answer was given, or is being given. */
  private volatile boolean answered;

  /** What waits, once {@link #parkedRequests} may know it. */
  private volatile Parked parked;

  private boolean hasLostNone;

  CallReply(Request request, Answer answer, ParkedRequests parkedRequests) {
    this.answer = answer;
    this.parkedRequests = parkedRequests;
    this.unique = answer.unique();
    this.pid = request.pid();
  }

  /** Whether {@link LostInterrupts} need not look at it any more; it alone uses this. */
  boolean hasLostNone() {
    return hasLostNone;
  }

  void setHasLostNone() {
    hasLostNone = true;
  }

  /** By which the kernel knows its request. */
  long unique() {
    return unique;
  }

  /** The thread that waits for it, 0 where it is not known. */
  int pid() {
    return pid;
  }

  /** Ends the wait of a call that is parked: its caller got a signal. */
  void interrupt() {
    parked.cancel(Errno.EINTR);
  }

  @Override
  public boolean data(byte[] bytes, int from, int length) {
    answer.body().putBytes(0, bytes, from, length);
    return send(0, length);
  }

  @Override
  public void value(int value) {
    send(0, result(answer.body(), value));
  }

  /** Lays out an answer that is a number; returns its length. To a read it is the end of file. */
  int result(Memory body, int value) {
    return 0;
  }

  @Override
  public void failed(Errno why) {
    send(-why.number(), 0);
  }

  private boolean send(int error, int length) {
    answered = true;
    if (parked != null) {
      parkedRequests.remove(unique);
    }
    return answer.send(error, length);
  }

  boolean answered() {
    return answered;
  }

  /** Has the call wait, unless it was answered meanwhile; with EAGAIN when too many wait. */
  void park(Parked waiting) {
    if (!answer.mayPark() || !parkedRequests.reserve()) {
      waiting.cancel(Errno.EAGAIN);
      return;
    }
    parked = waiting;
    parkedRequests.add(this);
    if (answered) {
      parkedRequests.remove(unique);
    }
  }
}

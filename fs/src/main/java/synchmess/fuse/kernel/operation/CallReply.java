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

  /** Whether an answer was given, or is being given. */
  private volatile boolean answered;

  /** Whether {@link #parkedRequests} may know it. */
  private volatile boolean parked;

  CallReply(Answer answer, ParkedRequests parkedRequests) {
    this.answer = answer;
    this.parkedRequests = parkedRequests;
    this.unique = answer.unique();
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
    if (parked) {
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
    parked = true;
    parkedRequests.add(unique, waiting);
    if (answered) {
      parkedRequests.remove(unique);
    }
  }
}

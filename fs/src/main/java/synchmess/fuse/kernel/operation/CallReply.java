package synchmess.fuse.kernel.operation;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.tree.Reply;
import synchmess.tree.UserShares;
import synchmess.waiting.Parked;

/**
 * A read, write or ioctl on its way: answered at once by the thread that carries it out, or parked
 * and answered later by whoever can.
 *
 * <p>It is answered once: whoever is first claims it. What comes after that is dropped, and the
 * message that came with it refused, so that nobody loses it.
 */
class CallReply implements Reply {
  private static final Logger LOG = LoggerFactory.getLogger(CallReply.class);

  private static final AtomicIntegerFieldUpdater<CallReply> CLAIMS =
      AtomicIntegerFieldUpdater.newUpdater(CallReply.class, "claims");

  final Answer answer;
  private final ParkedRequests parkedRequests;
  private final int pid;
  private final int uid;

  /** 1 once an answer was given, or is being given. */
  private volatile int claims;

  /** What waits, once {@link #parkedRequests} may know it. */
  private volatile Parked parked;

  /** Of its user, while {@link #parkedRequests} knows it; that alone uses it. */
  private UserShares.Share place;

  /** By which the kernel knows its request; null until it is parked. */
  private Long key;

  private boolean hasLostNone;

  CallReply(Request request, Answer answer, ParkedRequests parkedRequests) {
    this.answer = answer;
    this.parkedRequests = parkedRequests;
    this.pid = request.pid();
    this.uid = request.uid();
  }

  /** Whether {@link LostInterrupts} need not look at it any more; it alone uses this. */
  boolean hasLostNone() {
    return hasLostNone;
  }

  void setHasLostNone() {
    hasLostNone = true;
  }

  /** By which the kernel knows its request; only of one that is parked. */
  Long key() {
    return key;
  }

  /** The thread that waits for it, 0 where it is not known. */
  int pid() {
    return pid;
  }

  /** The user who waits for it. */
  int uid() {
    return uid;
  }

  UserShares.Share place() {
    return place;
  }

  void setPlace(UserShares.Share its) {
    place = its;
  }

  /** Ends the wait of a call that is parked: its caller got a signal. */
  void interrupt() {
    parked.cancel(Errno.EINTR);
  }

  @Override
  public boolean data(byte[] bytes, int from, int length) {
    if (!claim()) {
      return false;
    }
    try {
      answer.body().putBytes(0, bytes, from, length);
    } catch (Throwable thrown) {
      return fail(thrown);
    }
    return send(0, length);
  }

  @Override
  public void value(int value) {
    if (!claim()) {
      return;
    }
    int length;
    try {
      length = result(answer.body(), value);
    } catch (Throwable thrown) {
      fail(thrown);
      return;
    }
    send(0, length);
  }

  /** Lays out an answer that is a number; returns its length. To a read it is the end of file. */
  int result(Memory body, int value) {
    return 0;
  }

  @Override
  public void failed(Errno why) {
    if (claim()) {
      send(-why.number(), 0);
    }
  }

  private boolean claim() {
    if (CLAIMS.compareAndSet(this, 0, 1)) {
      return true;
    }
    Fault.note(LOG, "a second answer to a request is dropped");
    return false;
  }

  /** Answers with an error instead of what could not be laid out. */
  private boolean fail(Throwable thrown) {
    send(-Fault.errno(thrown).number(), 0);
    Fault.log(LOG, "an answer failed", thrown);
    return false;
  }

  private boolean send(int error, int length) {
    if (parked != null) {
      parkedRequests.remove(this);
    }
    return answer.send(error, length);
  }

  boolean answered() {
    return claims != 0;
  }

  /** Has the call wait, unless it was answered meanwhile; with EAGAIN when too many wait. */
  void park(Parked waiting) {
    key = answer.unique();
    parked = waiting;
    if (!answer.mayPark() || !parkedRequests.add(this)) {
      waiting.cancel(Errno.EAGAIN);
      return;
    }
    if (answered()) {
      parkedRequests.remove(this);
    }
  }
}

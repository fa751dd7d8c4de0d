package synchmess.fuse.kernel.operation;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.errno.Fault;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.tree.Reply;
import synchmess.tree.UserShares;
import synchmess.waiting.Parked;

/**
 * A call on its way: its thread answers it at once, or parks it, and any thread answers later.
 *
 * <p>The first answer claims it. It drops later ones and refuses their messages, so none is lost.
 */
class CallReply implements Reply {
  private static final Logger LOG = LoggerFactory.getLogger(CallReply.class);

  private static final AtomicIntegerFieldUpdater<CallReply> CLAIMS =
      AtomicIntegerFieldUpdater.newUpdater(CallReply.class, "claims");

  final Answer answer;
  private final ParkedRequests parkedRequests;
  private final int pid;
  private final int uid;

  /** 1 once an answer is given, or being given. */
  private volatile int claims;

  /** The parked operation, once {@link #parkedRequests} may know it. */
  private volatile Parked parked;

  /** Its user's place, while {@link #parkedRequests} knows it; used by that alone. */
  private UserShares.Share place;

  /** The kernel's number of its request; null until parked. */
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

  /** The kernel's number of its request; only while parked. */
  Long key() {
    return key;
  }

  /** The thread that waits for it; 0 when unknown. */
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

  /** Cancels a parked call, whose caller got a signal. */
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

  /** Lays out a number as the answer; returns its length. To a read it means end of file. */
  int result(Memory body, int value) {
    return 0;
  }

  /** Takes back what only a caller with an answer would use. Called before an error is sent. */
  void undo() {}

  @Override
  public void failed(Errno why) {
    if (claim()) {
      undo();
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

  /** Answers with an error when an answer cannot be laid out. */
  private boolean fail(Throwable thrown) {
    undo();
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

  /**
   * Makes a call that answers, or returns what is parked. Whatever happens, this answers it, now or
   * later. Reads and writes do without the object: it would make a third of their garbage.
   */
  int carryOut(Supplier<Parked> call) {
    Parked waiting = null;
    try {
      waiting = call.get();
      parkUnlessAnswered(waiting);
    } catch (Throwable thrown) {
      failed(waiting, thrown);
    }
    return Dispatcher.NO_ANSWER;
  }

  /**
   * @param waiting null for nobody
   */
  void parkUnlessAnswered(Parked waiting) {
    if (waiting != null && !answered()) {
      park(waiting);
    }
  }

  /**
   * Answers with an error, unless answered; cancels what is parked.
   *
   * @param waiting null for nobody
   */
  void failed(Parked waiting, Throwable thrown) {
    Errno why = Fault.errno(thrown);
    try {
      if (waiting != null) {
        waiting.cancel(why);
      }
    } catch (Throwable alsoThrown) {
      Fault.log(LOG, "a wait could not be ended", alsoThrown);
    }
    if (!answered()) {
      failed(why);
    }
    if (!(thrown instanceof ErrnoException)) {
      Fault.log(LOG, "a request failed", thrown);
    }
  }

  /** Parks the call, unless answered meanwhile; fails it with EAGAIN when too many wait. */
  private void park(Parked waiting) {
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

package synchmess.fuse.kernel.operation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Fault;

/**
 * Interrupts the requests whose INTERRUPT was lost.
 *
 * <p>Over io_uring the kernel may forget one. A signal may come after a ring's entry gets the
 * request and before the ring's thread fetches it; the kernel then never sends an INTERRUPT ({@code
 * fuse_uring_prepare_send} sets FR_SENT without a look at FR_INTERRUPTED, as {@code
 * fuse_dev_do_read} does; Linux 6.14 to 6.18). If that request then waits, its caller cannot be
 * killed, and its files are never closed.
 *
 * <p>But /proc shows it. A caller that waits for its answer sleeps interruptibly ('S' in
 * /proc/PID/stat), and from the signal on uninterruptibly ('D'; {@code request_wait_answer}). The
 * signal came before the request was parked, so one look a little later is enough. A caller in
 * another state, or invisible, gets another look. Nothing runs while nothing is parked.
 */
public final class LostInterrupts implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LostInterrupts.class);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ParkedRequests parked;
  private volatile Thread thread;

  /** Whether there are requests to look at. */
  private volatile boolean wanted;

  private volatile boolean stopping;

  LostInterrupts(ParkedRequests parked) {
    this.parked = parked;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    parked.onPark(this::want);
    wanted = true;
    while (!stopping) {
      try {
        await();
      } catch (Throwable thrown) {
        wanted = true;
        Fault.survive(LOG, "the look at lost interrupts failed, and goes on", thrown);
      }
    }
  }

  private void await() {
    if (wanted) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
      look();
    } else {
      LockSupport.park(this);
    }
  }

  /** Ends it. */
  public void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  private void want() {
    if (!wanted) {
      wanted = true;
      LockSupport.unpark(thread);
    }
  }

  private void look() {
    wanted = false;
    for (CallReply call : parked.all()) {
      if (!call.hasLostNone()) {
        look(call);
      }
    }
  }

  private void look(CallReply call) {
    switch (ThreadState.of(call.pid())) {
      case UNINTERRUPTIBLE -> call.interrupt();
      case RUNNING, UNKNOWN -> wanted = true;
      default -> call.setHasLostNone();
    }
  }
}

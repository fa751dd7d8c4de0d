package synchmess.errno;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * What becomes of a thing that was thrown and that nobody expected: an error for one caller, a line
 * in the log, and no more. Nothing in here throws, and what it answers needs no memory.
 */
public final class Fault {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Where there is no memory, the log hears of it no more often than this. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final AtomicLong LAST_OUT_OF_MEMORY =
      new AtomicLong(System.nanoTime() - QUIET_NANOS);

  private Fault() {}

  /** What its caller is told: ENOMEM where memory was short, EIO for all that is unexpected. */
  public static Errno errno(Throwable thrown) {
    if (thrown instanceof ErrnoException refused) {
      return refused.errno();
    }
    return thrown instanceof OutOfMemoryError ? Errno.ENOMEM : Errno.EIO;
  }

  /**
   * Tells the log; where that fails too, nobody.
   *
   * @param what has failed, a constant
   */
  public static void log(Logger log, String what, Throwable thrown) {
    try {
      if (thrown instanceof ErrnoException) {
        log.debug(what, thrown);
      } else if (!(thrown instanceof OutOfMemoryError)) {
        log.error(what, thrown);
      } else if (isLoud()) {
        log.warn("{}: {}", what, thrown.toString());
      }
    } catch (Throwable alsoThrown) {
      // There is nothing left to be done.
    }
  }

  /**
   * Tells the log in detail what is odd, and harms nobody.
   *
   * @param what has happened, a constant
   */
  public static void note(Logger log, String what) {
    try {
      log.debug(what);
    } catch (Throwable thrown) {
      // There is nothing left to be done.
    }
  }

  private static boolean isLoud() {
    long now = System.nanoTime();
    long last = LAST_OUT_OF_MEMORY.get();
    return now - last >= QUIET_NANOS && LAST_OUT_OF_MEMORY.compareAndSet(last, now);
  }

  /** Likewise, on a thread that goes on with its loop: what fails again and again fails slowly. */
  public static void survive(Logger log, String what, Throwable thrown) {
    log(log, what, thrown);
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}

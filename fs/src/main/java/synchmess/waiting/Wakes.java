package synchmess.waiting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;

/**
 * Those to tell after an operation: gathered under a lock, told in order after its release. All
 * answers pass here.
 *
 * <p>Used by one thread at a time. A waiter that ends needs no memory for it.
 */
public final class Wakes {
  private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

  private Wake first;
  private Wake last;

  /** Ends a wait: the waiter leaves its list and completes. Called under the lock of its place. */
  public void end(Waiter waiter) {
    end(waiter, null);
  }

  /** Ends a wait with an error. Called under the lock of its place. */
  public void fail(Waiter waiter, Errno why) {
    end(waiter, why);
  }

  private void end(Waiter waiter, Errno why) {
    waiter.leave();
    if (waiter.end(why)) {
      append(waiter);
    }
  }

  /** Adds a watcher's notice of a change. */
  public void add(Runnable notice) {
    append(new Notice(notice));
  }

  private void append(Wake wake) {
    if (last == null) {
      first = wake;
    } else {
      last.next = wake;
    }
    last = wake;
  }

  /** Hands over the row and is empty again; null for an empty row. */
  public Wake takeAll() {
    Wake all = first;
    first = null;
    last = null;
    return all;
  }

  /** Tells them all. Called without any lock. */
  public void run() {
    tell(takeAll());
  }

  /** Tells a whole row; one that throws does not stop the others. Called without any lock. */
  public static void tell(Wake first) {
    for (Wake wake = first; wake != null; wake = wake.next) {
      try {
        wake.tell();
      } catch (Throwable thrown) {
        report(thrown);
      }
    }
  }

  /** Logs, if there is memory for that. */
  private static void report(Throwable thrown) {
    try {
      LOG.error("a waiter could not be told", thrown);
    } catch (Throwable further) {
      Thread.onSpinWait(); // goes on to the others
    }
  }
}

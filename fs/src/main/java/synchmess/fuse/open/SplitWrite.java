package synchmess.fuse.open;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Recognizes the parts of a write too large for one request: the next part begins where one of the
 * largest size ended. Safe for use by many threads.
 */
public final class SplitWrite {
  private static final long NOWHERE = -1;

  /** Where the next part begins, if there is one. */
  private final AtomicLong continuesAt = new AtomicLong(NOWHERE);

  /**
   * Whether a request continues another one.
   *
   * @param largestWhole the most bytes that one request always carries; only a part has more
   */
  public boolean isContinued(long offset, int size, int largestWhole) {
    boolean continued = offset == continuesAt.get() && continuesAt.compareAndSet(offset, NOWHERE);
    if (size > largestWhole) {
      continuesAt.set(offset + size);
    }
    return continued;
  }
}

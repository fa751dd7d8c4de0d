package synchmess.fuse.open;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads of pages for the kernel's cache, as sendfile(2), splice(2), copy_file_range(2) and mmap(2)
 * have it make of an open file: for nobody in particular, so that nobody would get the message.
 *
 * <p>They are refused with EINVAL, upon which programs read instead. But mmap(2) with MAP_POPULATE
 * tries such a page again for ever, whatever the error. So after a while the answer is the end of
 * file: the kernel then believes the file to be empty, and gives up. Safe for use by many threads.
 */
public final class PageReads {
  /** How many are refused in a row. Who copies tries twice at most. */
  static final int REFUSED = 64;

  private final AtomicInteger refused = new AtomicInteger();

  /** A program has read by itself: what comes next is in another row. */
  public void interrupted() {
    if (refused.get() != 0) {
      refused.set(0);
    }
  }

  /** Whether the next one is refused; if not, its answer is the end of file. */
  public boolean refuseNext() {
    boolean refuses = refused.incrementAndGet() <= REFUSED;
    if (!refuses) {
      refused.set(0);
    }
    return refuses;
  }
}

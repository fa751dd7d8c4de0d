package synchmess.fuse.open;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads of pages for the kernel's cache, from sendfile(2), splice(2), copy_file_range(2) and
 * mmap(2) of an open file. They are for nobody in particular, so nobody would get the message.
 *
 * <p>EINVAL refuses them, and programs read instead. But mmap(2) with MAP_POPULATE tries again for
 * ever, whatever the error. So after a while the answer is end of file: the kernel then believes
 * the file to be empty, and gives up. Safe for use by many threads.
 */
public final class PageReads {
  /** How many are refused in a row. A copy tries twice at most. */
  static final int REFUSED = 64;

  private final AtomicInteger refused = new AtomicInteger();

  /** A program has read by itself: a new row begins. */
  public void interrupted() {
    if (refused.get() != 0) {
      refused.set(0);
    }
  }

  /** Whether to refuse the next one; if not, its answer is end of file. */
  public boolean refuseNext() {
    boolean refuses = refused.incrementAndGet() <= REFUSED;
    if (!refuses) {
      refused.set(0);
    }
    return refuses;
  }
}

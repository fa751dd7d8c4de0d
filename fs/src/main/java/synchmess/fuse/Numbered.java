package synchmess.fuse;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;

/** What is open, by the number that the kernel knows it by. */
public final class Numbered<T> {
  private final ConcurrentHashMap<Long, T> byNumber = new ConcurrentHashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();

  /** Its number, never 0 and never used again. */
  public long add(T open) {
    long number = lastNumber.incrementAndGet();
    byNumber.put(number, open);
    return number;
  }

  /**
   * @throws ErrnoException EBADF for a number that is not in use
   */
  public T get(long number) {
    return known(byNumber.get(number));
  }

  /**
   * @throws ErrnoException EBADF for a number that is not in use
   */
  public T remove(long number) {
    return known(byNumber.remove(number));
  }

  private static <T> T known(T open) {
    if (open == null) {
      throw new ErrnoException(Errno.EBADF);
    }
    return open;
  }
}

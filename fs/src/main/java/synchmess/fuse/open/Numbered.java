package synchmess.fuse.open;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/**
 * Open things, by the kernel's number.
 *
 * <p>A number is a place in a table (low 32 bits) and how often that place was taken (high ones).
 * So it needs no search, and is never given twice. Finding takes no lock.
 */
public final class Numbered<T> {
  private static final int FIRST_SIZE = 64;

  /** What is open at a place; null where nothing is. */
  private volatile AtomicReferenceArray<Taken<T>> places = new AtomicReferenceArray<>(FIRST_SIZE);

  /** How often each place was taken. */
  @GuardedBy("this")
  private int[] times = new int[FIRST_SIZE];

  /** Places that are free again: a stack. */
  @GuardedBy("this")
  private int[] free = new int[FIRST_SIZE];

  @GuardedBy("this")
  private int freeCount;

  /** How many places were ever taken. */
  @GuardedBy("this")
  private int used;

  private record Taken<T>(long number, T open) {}

  /**
   * Adds it; returns its number, never 0 and never used again. Changes nothing when memory is
   * short.
   */
  public synchronized long add(T open) {
    if (freeCount == 0 && used == places.length()) {
      grow();
    }
    int place = freeCount > 0 ? free[freeCount - 1] : used;
    long number = (long) (times[place] + 1) << Integer.SIZE | place;
    places.set(place, new Taken<>(number, open));
    times[place]++;
    if (freeCount > 0) {
      freeCount--;
    } else {
      used++;
    }
    return number;
  }

  @GuardedBy("this")
  private void grow() {
    AtomicReferenceArray<Taken<T>> larger = new AtomicReferenceArray<>(2 * used);
    for (int i = 0; i < used; i++) {
      larger.set(i, places.get(i));
    }
    int[] moreTimes = Arrays.copyOf(times, larger.length());
    free = Arrays.copyOf(free, larger.length());
    times = moreTimes;
    places = larger;
  }

  /**
   * @throws ErrnoException EBADF for a number that is not in use
   */
  public T get(long number) {
    AtomicReferenceArray<Taken<T>> all = places;
    int place = (int) number;
    Taken<T> taken = place >= 0 && place < all.length() ? all.get(place) : null;
    if (taken == null || taken.number != number) {
      throw new ErrnoException(Errno.EBADF);
    }
    return taken.open;
  }

  /**
   * Needs no memory.
   *
   * @throws ErrnoException EBADF for a number that is not in use
   */
  public synchronized T remove(long number) {
    T open = get(number);
    places.set((int) number, null);
    free[freeCount++] = (int) number;
    return open;
  }
}

package synchmess.waiting;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Waiters, in the order in which they came. When the last of many has left, it gives the memory
 * back; a LinkedHashSet would keep it. Plain and single-threaded.
 */
public final class Crowd<E> extends AbstractSet<E> {
  private static final int MANY = 64;

  private Set<E> all = new LinkedHashSet<>();

  /** The most that it has held since it was last empty. */
  private int most;

  @Override
  public boolean add(E each) {
    boolean added = all.add(each);
    most = Math.max(most, all.size());
    return added;
  }

  @Override
  public boolean remove(Object each) {
    boolean removed = all.remove(each);
    if (removed && all.isEmpty()) {
      clear();
    }
    return removed;
  }

  @Override
  public boolean contains(Object each) {
    return all.contains(each);
  }

  @Override
  public void clear() {
    if (most > MANY) {
      all = new LinkedHashSet<>();
    } else {
      all.clear();
    }
    most = 0;
  }

  /** Does not remove. */
  @Override
  public Iterator<E> iterator() {
    return all.iterator();
  }

  @Override
  public int size() {
    return all.size();
  }
}

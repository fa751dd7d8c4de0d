package synchmess.fuse.kernel.ring;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Entries answered by other threads, for their queue's thread. Each is here once at most, since it
 * is answered once. So entries link themselves, and a hand-over needs no memory.
 */
final class Answered {
  /** The last one, linked to those before it. */
  private final AtomicReference<RingEntry> last = new AtomicReference<>();

  /** Adds one, on any thread. */
  void add(RingEntry entry) {
    RingEntry before;
    do {
      before = last.get();
      entry.next = before;
    } while (!last.compareAndSet(before, entry));
  }

  boolean isEmpty() {
    return last.get() == null;
  }

  /** Takes all: the first of them, linked to those after it; null when there are none. */
  RingEntry takeAll() {
    RingEntry entry = last.getAndSet(null);
    RingEntry first = null;
    while (entry != null) {
      RingEntry before = entry.next;
      entry.next = first;
      first = entry;
      entry = before;
    }
    return first;
  }
}

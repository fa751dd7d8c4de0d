package synchmess.group;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all groups together hold. */
final class Storage {
  private final Limits limits;
  private final AtomicLong used = new AtomicLong();

  Storage(Limits limits) {
    this.limits = limits;
  }

  /** Takes room for {@code bytes}; false, and nothing taken, where the limit would be passed. */
  boolean reserve(long bytes) {
    long before;
    do {
      before = used.get();
      if (before + bytes > limits.maxTotalSize()) {
        return false;
      }
    } while (!used.compareAndSet(before, before + bytes));
    return true;
  }

  /** Takes room whatever the limit. */
  void take(long bytes) {
    used.addAndGet(bytes);
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}

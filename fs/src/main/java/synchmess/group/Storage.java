package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all groups together hold.
 *
 * <p>Any thread may use it, whatever lock it holds, but for {@link #tell}.
 */
final class Storage {
  private final Limits limits;
  private final AtomicLong used = new AtomicLong();

  /** Groups with a poller who waits for room; nearly always there is none. */
  private final Set<Group> awaiting = ConcurrentHashMap.newKeySet();

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

  // ------------------------------------------------------------------------------------ polling

  /** Whether a largest message fits. */
  boolean hasRoom() {
    return used.get() + limits.maxMessageSize() <= limits.maxTotalSize();
  }

  /**
   * Whether a largest message fits; the group is refreshed when it does not and later does. What is
   * released just now is noticed here or by {@link #hasNews}, since both look after they wrote.
   */
  boolean hasRoomOrTell(Group group) {
    if (hasRoom()) {
      return true;
    }
    awaiting.add(group);
    return hasRoom();
  }

  void forget(Group group) {
    awaiting.remove(group);
  }

  /** Whether some group waits for room that is there now. */
  boolean hasNews() {
    return !awaiting.isEmpty() && hasRoom();
  }

  /** Refreshes those that wait for room. Called without any lock. */
  void tell() {
    List<Group> told = new ArrayList<>(awaiting);
    told.forEach(awaiting::remove);
    told.forEach(Group::refresh);
  }
}

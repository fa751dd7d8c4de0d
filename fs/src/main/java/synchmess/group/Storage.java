package synchmess.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Groups where somebody waits for so many bytes of room; nearly always there is none. */
  private final Map<Group, Long> awaiting = new ConcurrentHashMap<>();

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

  /** Takes room likewise; the group is refreshed when there is none and later is. */
  boolean reserveOrTell(Group group, long bytes) {
    if (reserve(bytes)) {
      return true;
    }
    awaiting.merge(group, bytes, Math::min);
    return reserve(bytes);
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

  // ------------------------------------------------------------------------------------ waiting

  /** Whether a largest message fits. */
  boolean hasRoom() {
    return hasRoom(limits.maxMessageSize());
  }

  private boolean hasRoom(long bytes) {
    return used.get() + bytes <= limits.maxTotalSize();
  }

  /**
   * Whether a largest message fits; the group is refreshed when it does not and later does. What is
   * released just now is noticed here or by {@link #hasNews}, since both look after they wrote.
   */
  boolean hasRoomOrTell(Group group) {
    if (hasRoom()) {
      return true;
    }
    awaiting.merge(group, (long) limits.maxMessageSize(), Math::min);
    return hasRoom();
  }

  void forget(Group group) {
    awaiting.remove(group);
  }

  /** Whether some group waits for room that is there now. */
  boolean hasNews() {
    return !awaiting.isEmpty() && awaiting.values().stream().anyMatch(this::hasRoom);
  }

  /** Refreshes those that wait for room. Called without any lock. */
  void tell() {
    List<Group> told = new ArrayList<>(awaiting.keySet());
    told.forEach(awaiting::remove);
    told.forEach(Group::refresh);
  }
}

package synchmess.fuse.kernel.operation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import synchmess.tree.UserShares;

/**
 * The parked requests, by the kernel's number, so that an INTERRUPT finds them.
 *
 * <p>An INTERRUPT may come just before its request is parked. So this remembers the latest ones
 * that found no request. It remembers one for an answered request in vain, until others take its
 * place.
 */
final class ParkedRequests {
  private static final int MAX_REMEMBERED = 4096;

  private final int maxParked;

  /** Each user's share of them. */
  private final UserShares users;

  private final ConcurrentHashMap<Long, CallReply> parked = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  @GuardedBy("this")
  private final Set<Long> early = new LinkedHashSet<>();

  /** Whether {@link #early} has any; read without the lock. */
  private volatile boolean anyEarly;

  /** Runs for each request that is parked. */
  private volatile Runnable onPark = () -> {};

  /**
   * @param maxParked how many may be parked at a time
   */
  ParkedRequests(int maxParked, UserShares users) {
    this.maxParked = maxParked;
    this.users = users;
  }

  /**
   * Lets an INTERRUPT find a parked request; an earlier one ends its wait at once.
   *
   * @return false when too many wait, or too many of its user's
   */
  boolean add(CallReply waiting) {
    UserShares.Share place = users.take(waiting.uid());
    if (place == null) {
      return false;
    }
    if (count.incrementAndGet() > maxParked) {
      count.decrementAndGet();
      place.giveBack();
      return false;
    }
    waiting.setPlace(place);
    keep(waiting);
    onPark.run();
    if (anyEarly && takeEarly(waiting.key())) {
      waiting.interrupt();
    }
    return true;
  }

  private void keep(CallReply waiting) {
    try {
      parked.put(waiting.key(), waiting);
    } catch (Throwable thrown) {
      giveBack(waiting);
      throw thrown;
    }
  }

  private void giveBack(CallReply waiting) {
    count.decrementAndGet();
    waiting.place().giveBack();
  }

  /** Sets what runs for each request that is parked. */
  void onPark(Runnable told) {
    onPark = told;
  }

  /** The parked requests; they come and go meanwhile. */
  Collection<CallReply> all() {
    return parked.values();
  }

  /** Forgets an answered request, and gives its place back. Needs no memory. */
  void remove(CallReply answered) {
    if (parked.remove(answered.key(), answered)) {
      giveBack(answered);
    }
  }

  /** Interrupts that request, whose caller got a signal. */
  void interrupt(long unique) {
    CallReply waiting = parked.get(unique);
    if (waiting == null) {
      rememberEarly(unique);
      waiting = parked.get(unique);
    }
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  private synchronized void rememberEarly(long unique) {
    if (early.size() >= MAX_REMEMBERED) {
      early.remove(early.iterator().next());
    }
    early.add(unique);
    anyEarly = true;
  }

  private synchronized boolean takeEarly(Long unique) {
    boolean taken = early.remove(unique);
    anyEarly = !early.isEmpty();
    return taken;
  }
}

package synchmess.waiting;

import java.util.Set;
import synchmess.errno.Errno;

/**
 * A caller that waits at some place, such as a group: data in a list, not a thread.
 *
 * <p>It ends exactly once: completed by the place, or failed by it, or cancelled. What ends it is
 * decided under the place's lock; the caller is told without it.
 */
public abstract class Waiter implements Parked {
  /** Where it waits; null until it is parked. Written once, under the place's lock. */
  private volatile Place place;

  /** The place's list it stands in while it waits. Guarded by the place's lock. */
  private Set<? extends Waiter> list;

  /**
   * Ends the wait when it lasts too long; null without a time limit. Guarded by the place's lock.
   */
  private Clock.Alarm timeout;

  /** Tells the caller that it got nothing. Called at most once, without any lock. */
  public abstract void failed(Errno why);

  /** Where callers wait. */
  public interface Place {
    /** Takes a caller out of its list; false when it has ended already. Takes the place's lock. */
    boolean withdraw(Waiter waiter);
  }

  @Override
  public final boolean cancel(Errno why) {
    Place where = place;
    if (where == null || !where.withdraw(this)) {
      return false;
    }
    failed(why);
    return true;
  }

  /** Has it wait there. Called by the place, under its lock. */
  public final <W extends Waiter> void park(Place where, Set<W> waiting, W self) {
    waiting.add(self);
    list = waiting;
    place = where;
  }

  /** Called by the place, under its lock. */
  public final void limit(Clock.Alarm alarm) {
    timeout = alarm;
  }

  /** Leaves its list; false when it was not in it any more. Called by the place, under its lock. */
  public final boolean leave() {
    boolean left = list != null && list.remove(this);
    list = null;
    if (timeout != null) {
      timeout.cancel();
      timeout = null;
    }
    return left;
  }
}

package synchmess.waiting;

import java.util.Set;
import synchmess.errno.Errno;
import synchmess.errno.Fault;

/**
 * A caller at some place, such as a group: data, not a thread. It ends at once, or waits in a list
 * of its place.
 *
 * <p>It ends exactly once: the place completes or fails it, or somebody cancels it. The place's
 * lock decides what ends it; {@link Wakes} tells the caller without that lock.
 */
public abstract class Waiter extends Wake implements Parked {
  /** Its wait; null until it is parked. Written once, under the place's lock. */
  private volatile Wait wait;

  /** Whether its place has ended it. Guarded by the place's lock. */
  private boolean ended;

  /** Why it ends; null when it completes. Written once, before it is told. */
  private Errno failure;

  /** Tells the caller that it got what it asked for. Called at most once, without any lock. */
  protected abstract void completed();

  /** Tells the caller that it got nothing. Called at most once, without any lock. */
  public abstract void failed(Errno why);

  /** What only a parked waiter needs. Guarded by the place's lock. */
  private static final class Wait {
    final Place place;

    /** The place's list that holds it; null when it has left. */
    private Set<? extends Waiter> list;

    /** Ends the wait when it lasts too long; null without a time limit. */
    private Clock.Alarm timeout;

    Wait(Place place, Set<? extends Waiter> list) {
      this.place = place;
      this.list = list;
    }
  }

  /** Where callers wait. */
  public interface Place {
    /** Takes a waiter out of its list; false when it has ended already. Takes the place's lock. */
    boolean withdraw(Waiter waiter);
  }

  @Override
  public final boolean cancel(Errno why) {
    Wait its = wait;
    if (its == null || !its.place.withdraw(this)) {
      return false;
    }
    failed(why);
    return true;
  }

  /** Parks it there. Called by the place, under its lock. */
  public final <W extends Waiter> void park(Place where, Set<W> waiting, W self) {
    Wait its = new Wait(where, waiting);
    waiting.add(self);
    wait = its;
  }

  /** Limits the wait of a parked waiter. Called under the place's lock. */
  public final void limit(Clock.Alarm alarm) {
    wait.timeout = alarm;
  }

  /** Leaves its list; false when it has left already. Called by the place, under its lock. */
  public final boolean leave() {
    Wait its = wait;
    if (its == null || its.list == null) {
      return false;
    }
    boolean left = its.list.remove(this);
    its.list = null;
    if (its.timeout != null) {
      its.timeout.cancel();
      its.timeout = null;
    }
    return left;
  }

  /** False when it has ended already. */
  final boolean end(Errno why) {
    boolean first = !ended;
    ended = true;
    failure = first ? why : failure;
    return first;
  }

  /** Why its place refused it; null when it did not. Called by the place. */
  public final Errno failure() {
    return failure;
  }

  /** Completes or fails it; fails it too when it cannot complete. */
  @Override
  final void tell() {
    if (failure != null) {
      failed(failure);
      return;
    }
    try {
      completed();
    } catch (Throwable thrown) {
      failed(Fault.errno(thrown));
      throw thrown;
    }
  }
}

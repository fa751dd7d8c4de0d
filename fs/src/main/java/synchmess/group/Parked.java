package synchmess.group;

import java.util.Set;

/**
 * A caller that waits in a group: data in a list, not a thread.
 *
 * <p>It ends exactly once: completed by the group, or failed by a removal, or cancelled. What ends
 * it is decided under the group's lock; the caller is told without it.
 */
public abstract class Parked {
  /** The group it waits in; null until it is parked. Written once, under the group's lock. */
  private volatile Group group;

  /** The group's list it stands in while it waits. Guarded by the group's lock. */
  private Set<? extends Parked> list;

  /**
   * Ends the wait when it lasts too long; null without a time limit. Guarded by the group's lock.
   */
  private Clock.Alarm timeout;

  /** Tells the caller that it got nothing. Called at most once, without any lock. */
  protected abstract void failed(Errno why);

  /**
   * Ends the wait with an error.
   *
   * @return false when it had ended already, or never was parked
   */
  public final boolean cancel(Errno why) {
    Group where = group;
    if (where == null || !where.withdraw(this)) {
      return false;
    }
    failed(why);
    return true;
  }

  /** Called by the group, under its lock. */
  final <P extends Parked> void park(Group where, Set<P> waiting, P self) {
    waiting.add(self);
    list = waiting;
    group = where;
  }

  /** Called by the group, under its lock. */
  final void limit(Clock.Alarm alarm) {
    timeout = alarm;
  }

  /** Leaves its list; false when it was not in it any more. Called by the group, under its lock. */
  final boolean leave() {
    boolean left = list != null && list.remove(this);
    list = null;
    if (timeout != null) {
      timeout.cancel();
      timeout = null;
    }
    return left;
  }
}

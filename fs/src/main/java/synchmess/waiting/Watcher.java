package synchmess.waiting;

import synchmess.group.Group;

/** One who polls a group, told once when a poll may have a new answer. */
@FunctionalInterface
public interface Watcher {

  /** Called at most once after each {@link Group#poll}, without any lock. */
  void changed();
}

package synchmess.tree;

import synchmess.waiting.Readiness;
import synchmess.waiting.Watcher;

/** A handle that is not ready at all times. */
public interface PollableHandle extends Handle {

  /**
   * What poll(2) says now.
   *
   * @param watcher told once when that may have changed; null for nobody
   */
  Readiness poll(Watcher watcher);

  /** Forgets a watcher; false when it was or is being told. */
  boolean unwatch(Watcher watcher);
}

package synchmess.fuse.open;

import synchmess.waiting.Watcher;

/** By whom an engine has poll(2) told that an open file may be ready. */
public interface Poller extends Watcher {
  /** Called when it is not needed any more; it may have been told already. */
  default void release() {}
}

package synchmess.fuse.open;

import synchmess.waiting.Watcher;

/** Tells poll(2), for an engine, that an open file may be ready. */
public interface Poller extends Watcher {
  /** Called when no longer needed; it may have been told already. */
  default void release() {}
}

package synchmess.tree;

import synchmess.errno.ErrnoException;

/** A handle on which fsync(2) does something. */
public interface SyncableHandle extends Handle {

  /**
   * @throws ErrnoException ENODEV when its group is gone
   */
  void sync();
}

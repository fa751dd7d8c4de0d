package synchmess.fuse.kernel.operation;

import java.util.concurrent.atomic.AtomicReference;
import synchmess.fuse.PageReads;
import synchmess.tree.Handle;
import synchmess.tree.PollableHandle;
import synchmess.tree.UserShares;
import synchmess.waiting.Watcher;

/** An open file of the tree, and who tells the kernel that it may be ready. */
final class OpenFile {
  private final Handle handle;

  /** Who opened it. */
  private final int uid;

  private final UserShares.Share place;

  private final Notifications notifications;
  private final PageReads pageReads = new PageReads();
  private final SplitWrite splitWrite = new SplitWrite();

  /** Null until it is first polled. The kernel's number for an open file never changes. */
  private final AtomicReference<Watcher> watcher = new AtomicReference<>();

  /**
   * @param uid of who opened it
   * @param place among what he has open; given back when it is closed
   */
  OpenFile(Handle handle, int uid, UserShares.Share place, Notifications notifications) {
    this.handle = handle;
    this.uid = uid;
    this.place = place;
    this.notifications = notifications;
  }

  Handle handle() {
    return handle;
  }

  /**
   * Refuses a write, where it matters who opened it.
   *
   * @throws synchmess.errno.ErrnoException EPERM
   */
  void checkWriter(int writer) {
    handle.file().checkWriter(uid, writer);
  }

  SplitWrite splitWrite() {
    return splitWrite;
  }

  PageReads pageReads() {
    return pageReads;
  }

  /**
   * @param kh the kernel's number for this open file
   */
  Watcher watcher(long kh) {
    if (watcher.get() == null) {
      watcher.compareAndSet(null, () -> notifications.poll(kh));
    }
    return watcher.get();
  }

  void close() {
    try {
      if (handle instanceof PollableHandle pollable && watcher.get() != null) {
        pollable.unwatch(watcher.get());
      }
      handle.close();
    } finally {
      place.giveBack();
    }
  }
}

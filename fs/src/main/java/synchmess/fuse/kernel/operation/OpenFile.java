package synchmess.fuse.kernel.operation;

import java.util.concurrent.atomic.AtomicReference;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.group.Watcher;
import synchmess.tree.Handle;
import synchmess.tree.PollableHandle;

/** An open file of the tree, and who tells the kernel that it may be ready. */
final class OpenFile {
  private final Handle handle;

  /** Who opened it. */
  private final int uid;

  private final Notifications notifications;

  /** Null until it is first polled. The kernel's number for an open file never changes. */
  private final AtomicReference<Watcher> watcher = new AtomicReference<>();

  OpenFile(Handle handle, int uid, Notifications notifications) {
    this.handle = handle;
    this.uid = uid;
    this.notifications = notifications;
  }

  Handle handle() {
    return handle;
  }

  /**
   * @throws ErrnoException EPERM when a user may not write to it who did not open it
   */
  void checkWriter(int writer) {
    if (writer != uid && handle.file().isBoundToOpener()) {
      throw new ErrnoException(Errno.EPERM);
    }
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
    if (handle instanceof PollableHandle pollable && watcher.get() != null) {
      pollable.unwatch(watcher.get());
    }
    handle.close();
  }
}

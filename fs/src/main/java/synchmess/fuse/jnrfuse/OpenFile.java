package synchmess.fuse.jnrfuse;

import java.util.concurrent.atomic.AtomicReference;
import jnr.ffi.Pointer;
import synchmess.fuse.PageReads;
import synchmess.tree.Handle;
import synchmess.tree.PollableHandle;
import synchmess.tree.UserShares;
import synchmess.waiting.Readiness;

/** An open file of the tree, and the poll handle that waits for it. */
final class OpenFile {
  private final Handle handle;

  /** Who opened it. */
  private final int uid;

  private final UserShares.Share place;
  private final PageReads pageReads = new PageReads();

  /** The last one given; it may have been told already. */
  private final AtomicReference<PollHandle> watcher = new AtomicReference<>();

  /**
   * @param uid of who opened it
   * @param place among what he has open; given back when it is closed
   */
  OpenFile(Handle handle, int uid, UserShares.Share place) {
    this.handle = handle;
    this.uid = uid;
    this.place = place;
  }

  Handle handle() {
    return handle;
  }

  PageReads pageReads() {
    return pageReads;
  }

  /**
   * Refuses a write, where it matters who opened it.
   *
   * @throws synchmess.errno.ErrnoException EPERM
   */
  void checkWriter(int writer) {
    handle.file().checkWriter(uid, writer);
  }

  /**
   * @param pollHandle libfuse's, which is taken over; null when nobody waits
   */
  Readiness poll(PollableHandle pollable, PollHandle.Gate gate, Pointer pollHandle) {
    if (pollHandle == null || pollHandle.address() == 0) {
      return pollable.poll(null);
    }
    PollHandle fresh = new PollHandle(gate, pollHandle);
    drop(pollable, watcher.getAndSet(fresh));
    Readiness readiness = pollable.poll(fresh);
    if (readiness.removed()) {
      drop(pollable, fresh);
    }
    return readiness;
  }

  private static void drop(PollableHandle pollable, PollHandle old) {
    if (old != null) {
      pollable.unwatch(old);
      old.release();
    }
  }

  void close() {
    try {
      if (handle instanceof PollableHandle pollable) {
        drop(pollable, watcher.getAndSet(null));
      }
      handle.close();
    } finally {
      place.giveBack();
    }
  }
}

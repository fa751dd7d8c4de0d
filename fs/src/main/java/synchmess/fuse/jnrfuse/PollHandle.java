package synchmess.fuse.jnrfuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Pointer;
import synchmess.fuse.open.Poller;
import synchmess.mounting.LibFuse2;

/**
 * One of libfuse's poll handles: it notifies its poller at most once, and is freed exactly once.
 */
final class PollHandle implements Poller {
  private final Gate gate;
  private final Pointer handle;
  private final AtomicBoolean open = new AtomicBoolean(true);

  PollHandle(Gate gate, Pointer handle) {
    this.gate = gate;
    this.handle = handle;
  }

  @Override
  public void changed() {
    if (open.compareAndSet(true, false)) {
      gate.notifyAndFree(handle);
    }
  }

  /** Frees it, unless freed. */
  @Override
  public void release() {
    if (open.compareAndSet(true, false)) {
      gate.free(handle);
    }
  }

  /** Keeps notifications out of a session that has been torn down. */
  static final class Gate {
    private final LibFuse2 lib = LibFuse2.LIBRARY;

    @GuardedBy("this")
    private boolean closed;

    private synchronized void notifyAndFree(Pointer handle) {
      if (!closed) {
        lib.fuse_notify_poll(handle);
      }
      lib.fuse_pollhandle_destroy(handle);
    }

    private void free(Pointer handle) {
      lib.fuse_pollhandle_destroy(handle);
    }

    synchronized void close() {
      closed = true;
    }
  }
}

package synchmess.fuse.kernel.ring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.syscall.LibC;

/** An eventfd(2): other threads raise its counter, a ring reads it. */
final class WakeUp implements AutoCloseable {
  private static final LibC LIB = LibC.LIBRARY;
  private static final int EFD_CLOEXEC = 02000000;

  private final int fd;
  private final Memory one = Memory.allocate(Long.BYTES);
  private final Memory buffer = Memory.allocate(Long.BYTES);

  /** Once closed, the number may mean another file. */
  @GuardedBy("this")
  private boolean closed;

  WakeUp() throws IOException {
    fd = LIB.eventfd(0, EFD_CLOEXEC);
    if (fd < 0) {
      throw new IOException("no eventfd");
    }
    one.putLong(0, 1);
  }

  int fd() {
    return fd;
  }

  /** The target of the read; nobody looks at it. */
  Memory buffer() {
    return buffer;
  }

  synchronized void wake() {
    if (!closed) {
      LIB.write(fd, one.address(), Long.BYTES);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    LIB.close(fd);
  }
}

package synchmess.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import synchmess.syscall.Kernel;

/** A file descriptor, closed once. Used by one thread at a time. */
final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private int fd;

  /**
   * @param fd closed by this
   */
  Descriptor(int fd) {
    this.fd = fd;
  }

  /** The number; −1 once closed, so calls fail with EBADF. */
  int fd() {
    return fd;
  }

  /** A path that names the open file itself. */
  byte[] path() {
    return ("/proc/self/fd/" + fd + '\0').getBytes(US_ASCII);
  }

  @Override
  public void close() {
    if (fd != CLOSED) {
      int open = fd;
      fd = CLOSED;
      Kernel.close(open);
    }
  }
}

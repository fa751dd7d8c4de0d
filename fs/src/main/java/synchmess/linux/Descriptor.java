package synchmess.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import synchmess.syscall.Kernel;

/** A file descriptor, which is closed once. Used by one thread at a time. */
final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private int fd;

  /**
   * @param fd which is taken over
   */
  Descriptor(int fd) {
    this.fd = fd;
  }

  /** The number; −1 when it is closed, for which calls fail with EBADF. */
  int fd() {
    return fd;
  }

  /** By which the open file itself is named. */
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

package synchmess.fuse.kernel.device;

import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.syscall.LibC;

/** An open description of /dev/fuse, whoever opened and mounted it. */
public final class DevFuse implements Device, AutoCloseable {
  private static final LibC LIB = LibC.LIBRARY;
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();

  private final int fd;

  /**
   * @param fd closed by this
   */
  public DevFuse(int fd) {
    this.fd = fd;
  }

  public int fd() {
    return fd;
  }

  @Override
  public int receive(Memory buffer) {
    long length = LIB.read(fd, buffer.address(), buffer.size());
    return length >= 0 ? (int) length : -LastError.getLastError(RUNTIME);
  }

  @Override
  public int send(Memory message, int length) {
    return LIB.write(fd, message.address(), length) >= 0 ? 0 : -LastError.getLastError(RUNTIME);
  }

  @Override
  public void close() {
    LIB.close(fd);
  }
}

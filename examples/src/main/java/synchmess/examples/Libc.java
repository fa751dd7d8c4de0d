package synchmess.examples;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * What the C library has and java.nio has not. Buffers are direct ones; the constants are those of
 * Linux on x86 and Arm.
 */
public interface Libc {
  Libc LIBRARY = LibraryLoader.create(Libc.class).load("c");

  int O_RDONLY = 0;
  int O_WRONLY = 1;
  int O_RDWR = 2;
  int O_NONBLOCK = 04000;

  short POLLIN = 1;
  short POLLOUT = 4;

  int EAGAIN = 11;
  int ENOSPC = 28;

  int open(String path, int flags);

  int close(int fd);

  @ssize_t
  long read(int fd, ByteBuffer buffer, @size_t long size);

  @ssize_t
  long write(int fd, ByteBuffer buffer, @size_t long size);

  int ioctl(int fd, long command, ByteBuffer argument);

  /** The buffer holds {@code count} structures pollfd. */
  int poll(ByteBuffer files, long count, int timeoutMillis);

  String strerror(int errno);
}

package synchmess.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/** A file opened by the C library, for what java.nio cannot do: O_NONBLOCK, ioctl(2), poll(2). */
final class Descriptor implements AutoCloseable {
  private static final Libc LIBC = Libc.LIBRARY;

  private final Path path;
  private final int fd;

  Descriptor(Path path, int flags) throws IOException {
    this.path = path;
    fd = LIBC.open(path.toString(), flags);
    if (fd < 0) {
      throw failure();
    }
  }

  int fd() {
    return fd;
  }

  /** Writes what the buffer holds from 0 to its limit; false when there is no room. */
  boolean write(ByteBuffer buffer) throws IOException {
    if (LIBC.write(fd, buffer, buffer.limit()) >= 0) {
      return true;
    }
    if (errno() == Libc.ENOSPC || errno() == Libc.EAGAIN) {
      return false;
    }
    throw failure();
  }

  /** Reads into the buffer from 0 to its capacity; 0 when there is nothing to read. */
  int read(ByteBuffer buffer) throws IOException {
    long length = LIBC.read(fd, buffer.clear(), buffer.capacity());
    if (length < 0 && errno() != Libc.EAGAIN) {
      throw failure();
    }
    return (int) Math.max(0, length);
  }

  /** The command's result; the argument is null for commands without one. */
  int ioctl(long command, ByteBuffer argument) throws IOException {
    int result = LIBC.ioctl(fd, command, argument);
    if (result < 0) {
      throw failure();
    }
    return result;
  }

  private static int errno() {
    return LastError.getLastError(Runtime.getSystemRuntime());
  }

  private IOException failure() {
    return failure(path.toString());
  }

  /** The error of this thread's latest call. */
  static IOException failure(String what) {
    return new IOException(what + ": " + LIBC.strerror(errno()));
  }

  @Override
  public void close() throws IOException {
    if (LIBC.close(fd) < 0) {
      throw failure();
    }
  }
}

package synchmess.linux;

import java.io.IOException;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * One end of a pipe. Every wait has a limit: the process at the other end may be stopped, or stuck.
 * Used by one thread at a time.
 *
 * <p>Source: pipe(7), poll(2).
 */
public final class PipeEnd implements AutoCloseable {
  /** {@link #read} returns this when the other end is closed. */
  public static final int END = -1;

  /** So much fits when poll(2) says writable: PIPE_BUF of limits.h. */
  private static final int ATOMIC = 4096;

  private static final int POLLFD_SIZE = 8;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final short POLLHUP = 16;

  private final Descriptor descriptor;
  private final Pointer pollFd = Memory.allocateDirect(Runtime.getSystemRuntime(), POLLFD_SIZE);

  private PipeEnd(int fd) {
    descriptor = new Descriptor(fd);
  }

  /**
   * A new pipe: the end to read, then the end to write. No program inherits them.
   *
   * @throws JobFailedException EMFILE or ENFILE when there are too many descriptors
   */
  public static List<PipeEnd> pair() throws IOException {
    int[] ends = new int[2];
    int made = Kernel.pipe(ends);
    if (made < 0) {
      throw JobFailedException.of(Errno.of(-made), "pipe");
    }
    return List.of(new PipeEnd(ends[0]), new PipeEnd(ends[1]));
  }

  /** The standard input of this process, for {@link #awaitEnd}. */
  public static PipeEnd standardInput() {
    return new PipeEnd(0);
  }

  /** The path by which this process can open it again. */
  public String path() {
    return "/proc/self/fd/" + descriptor.fd();
  }

  /**
   * Reads what there is.
   *
   * @param timeoutMillis how long to wait for something
   * @return how many bytes; 0 when nothing came in time; or {@link #END}
   */
  public int read(byte[] target, int offset, int length, int timeoutMillis) throws IOException {
    if (!await(POLLIN, timeoutMillis)) {
      return 0;
    }
    int read = check(Transfer.read(descriptor.fd(), target, offset, length));
    return read == 0 ? END : read;
  }

  /**
   * Writes some of it.
   *
   * @param timeoutMillis how long to wait for room
   * @return how many bytes; 0 when there was no room in time
   * @throws IOException when the other end is closed
   */
  public int write(byte[] source, int offset, int length, int timeoutMillis) throws IOException {
    if (!await(POLLOUT, timeoutMillis)) {
      return 0;
    }
    int size = Transfer.fill(source, offset, Math.min(length, ATOMIC));
    int written = Kernel.write(descriptor.fd(), Transfer.memory(), size);
    return written == Kernel.EINTR ? 0 : check(written);
  }

  /** Waits until the other end is closed; false after the time limit. */
  public boolean awaitEnd(int timeoutMillis) throws IOException {
    return await((short) 0, timeoutMillis) && (pollFd.getShort(6) & POLLHUP) != 0;
  }

  private boolean await(short events, int timeoutMillis) throws IOException {
    pollFd.putInt(0, descriptor.fd());
    pollFd.putShort(4, events);
    pollFd.putShort(6, (short) 0);
    int ready = Kernel.poll(pollFd, 1, timeoutMillis);
    return ready != Kernel.EINTR && check(ready) > 0;
  }

  private static int check(int result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.of(-result).text());
    }
    return result;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}

package synchmess.linux;

import java.io.ByteArrayOutputStream;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * Native memory for bytes between arrays and descriptors. Each thread has one piece; its pages take
 * no room until they are used.
 */
final class Transfer {
  /** The most bytes of one call. */
  static final int SIZE = 1 << 20;

  private static final int PART = 1 << 12;

  private static final ThreadLocal<Pointer> MEMORY =
      ThreadLocal.withInitial(() -> Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, false));

  private Transfer() {}

  static Pointer memory() {
    return MEMORY.get();
  }

  /**
   * Reads once.
   *
   * @return how many bytes; 0 at the end of the file; or a negative error number
   */
  static int read(int fd, byte[] target, int offset, int length) {
    Pointer memory = memory();
    int read;
    do {
      read = Kernel.read(fd, memory, Math.min(length, SIZE));
    } while (read == Kernel.EINTR);
    if (read > 0) {
      memory.get(0, target, offset, read);
    }
    return read;
  }

  /**
   * Reads to the end of the file.
   *
   * @param path named when that fails
   * @throws JobFailedException as read(2) does
   */
  static byte[] readAll(Descriptor file, String path) throws JobFailedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    int read;
    while ((read = Result.check(read(file.fd(), part, 0, PART), path)) > 0) {
      all.write(part, 0, read);
    }
    return all.toByteArray();
  }

  /**
   * Copies the next bytes to write into {@link #memory}.
   *
   * @return how many they are
   */
  static int fill(byte[] source, int offset, int length) {
    int size = Math.min(length, SIZE);
    memory().put(0, source, offset, size);
    return size;
  }
}

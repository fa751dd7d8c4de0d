package synchmess.linux;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Native memory through which bytes go between arrays and descriptors: one piece for each thread,
 * whose pages take no room until they are used.
 */
final class Transfer {
  /** Most of the bytes of one call. */
  static final int SIZE = 1 << 20;

  private static final ThreadLocal<Pointer> MEMORY =
      ThreadLocal.withInitial(() -> Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, false));

  private Transfer() {}

  static Pointer memory() {
    return MEMORY.get();
  }

  /**
   * Reads once.
   *
   * @return how many bytes, 0 at the end of the file; a negative error number
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
   * Takes the next bytes to be written into {@link #memory}.
   *
   * @return how many they are
   */
  static int fill(byte[] source, int offset, int length) {
    int size = Math.min(length, SIZE);
    memory().put(0, source, offset, size);
    return size;
  }
}

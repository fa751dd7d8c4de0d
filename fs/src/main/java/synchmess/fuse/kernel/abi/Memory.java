package synchmess.fuse.kernel.abi;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import synchmess.syscall.LibC;

/**
 * A piece of native memory. All accesses of the engine to memory outside Java go through here: a
 * wrong offset would end the Java machine or, worse, not end it.
 *
 * <p>Assertions check each access ({@code -ea:synchmess...}, as in all tests); without them there
 * is no extra cost. Numbers are in the machine's byte order.
 */
public final class Memory {
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
  private static final int MADV_DONTNEED = 4;

  /** At the first byte. */
  private final Pointer pointer;

  /** Keeps this piece from being collected; null for the kernel's memory. */
  private final Object owner;

  private final long size;

  private Memory(long address, long size, Object owner) {
    this.pointer = Pointer.wrap(RUNTIME, address);
    this.size = size;
    this.owner = owner;
  }

  /** New memory, filled with zeros. Pages of a large piece take no room until they are used. */
  public static Memory allocate(int size) {
    Pointer allocated = jnr.ffi.Memory.allocateDirect(RUNTIME, size, true);
    return new Memory(allocated.address(), size, allocated);
  }

  /** New memory with anything in it. Pages of a large piece take no room until they are used. */
  public static Memory allocateUnset(int size) {
    Pointer allocated = jnr.ffi.Memory.allocateDirect(RUNTIME, size, false);
    return new Memory(allocated.address(), size, allocated);
  }

  /**
   * New pages of their own. They take no room until used, whatever their number, and are never
   * given back.
   *
   * @throws OutOfMemoryError when there are none
   */
  public static Memory allocatePages(long size) {
    Pointer mapped =
        LibC.LIBRARY.mmap(null, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
    if (mapped == null || mapped.address() == -1) {
      throw new OutOfMemoryError("mmap of " + size + " bytes");
    }
    return new Memory(mapped.address(), size, null);
  }

  /** Gives back the room of whole pages; loses their content. */
  public void discardPages() {
    discardPages(0);
  }

  /**
   * Likewise, from an offset on.
   *
   * @param from a multiple of a page's size
   */
  public void discardPages(long from) {
    assert isInside(from, 0) : outside(from, 0);
    LibC.LIBRARY.madvise(address() + from, size - from, MADV_DONTNEED);
  }

  /** Memory that somebody else maps and unmaps. */
  public static Memory at(long address, long size) {
    return new Memory(address, size, null);
  }

  /** A part of it. */
  public Memory slice(long offset, long size) {
    assert isInside(offset, size) : outside(offset, size);
    return new Memory(address() + offset, size, owner);
  }

  public long address() {
    return pointer.address();
  }

  public long size() {
    return size;
  }

  private boolean isInside(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size - length;
  }

  private String outside(long offset, long length) {
    return length + " bytes at " + offset + " are not inside of " + size;
  }

  public byte getByte(long offset) {
    assert isInside(offset, Byte.BYTES) : outside(offset, Byte.BYTES);
    return pointer.getByte(offset);
  }

  public void putByte(long offset, int value) {
    assert isInside(offset, Byte.BYTES) : outside(offset, Byte.BYTES);
    pointer.putByte(offset, (byte) value);
  }

  public int getShort(long offset) {
    assert isInside(offset, Short.BYTES) : outside(offset, Short.BYTES);
    return pointer.getShort(offset);
  }

  public void putShort(long offset, int value) {
    assert isInside(offset, Short.BYTES) : outside(offset, Short.BYTES);
    pointer.putShort(offset, (short) value);
  }

  public int getInt(long offset) {
    assert isInside(offset, Integer.BYTES) : outside(offset, Integer.BYTES);
    return pointer.getInt(offset);
  }

  public void putInt(long offset, int value) {
    assert isInside(offset, Integer.BYTES) : outside(offset, Integer.BYTES);
    pointer.putInt(offset, value);
  }

  public long getLong(long offset) {
    assert isInside(offset, Long.BYTES) : outside(offset, Long.BYTES);
    return pointer.getLong(offset);
  }

  public void putLong(long offset, long value) {
    assert isInside(offset, Long.BYTES) : outside(offset, Long.BYTES);
    pointer.putLong(offset, value);
  }

  /** What the kernel has stored there, and all that it stored before. */
  public int getIntAcquire(long offset) {
    int value = getInt(offset);
    VarHandle.acquireFence();
    return value;
  }

  /** Stores for the kernel to see, after all that was stored before. */
  public void putIntRelease(long offset, int value) {
    VarHandle.releaseFence();
    putInt(offset, value);
  }

  public byte[] getBytes(long offset, int length) {
    assert isInside(offset, length) : outside(offset, length);
    byte[] bytes = new byte[length];
    pointer.get(offset, bytes, 0, length);
    return bytes;
  }

  public void putBytes(long offset, byte[] bytes, int from, int length) {
    assert isInside(offset, length) : outside(offset, length);
    pointer.put(offset, bytes, from, length);
  }

  public void putZeros(long offset, long length) {
    assert isInside(offset, length) : outside(offset, length);
    pointer.setMemory(offset, length, (byte) 0);
  }

  /** The text from there to a NUL; null without a NUL in {@code limit} bytes. */
  public String getString(long offset, int limit) {
    for (int length = 0; length < limit; length++) {
      if (getByte(offset + length) == 0) {
        return new String(getBytes(offset, length), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}

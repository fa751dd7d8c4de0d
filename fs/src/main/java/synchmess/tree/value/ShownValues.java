package synchmess.tree.value;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import synchmess.tree.Handle;

/**
 * A cache of what open files have shown, for the reads that continue it. It keeps the values read
 * last, as many as there is room for. A dropped value is made anew.
 *
 * <p>Safe for use by many threads.
 */
public final class ShownValues {
  /** As a part of the heap. */
  private static final int PART = 64;

  /** What a value takes besides its bytes, generously. */
  private static final int OVERHEAD = 128;

  /** Those of all mounts of this process. */
  public static final ShownValues ALL = new ShownValues(Runtime.getRuntime().maxMemory() / PART);

  private static final float USUAL_LOAD = 0.75f;

  private final long room;

  /** By handle; the one read last is last. */
  @GuardedBy("this")
  private final Map<Handle, byte[]> values = new LinkedHashMap<>(16, USUAL_LOAD, true);

  @GuardedBy("this")
  private long taken;

  /**
   * @param room in bytes; keeps the last value whatever its size
   */
  ShownValues(long room) {
    this.room = room;
  }

  /** What that file showed last; null without, or when dropped. */
  public synchronized byte[] get(Handle handle) {
    return values.get(handle);
  }

  /** Keeps what a file shows now; nobody changes it from now on. */
  public synchronized void keep(Handle handle, byte[] value) {
    forget(handle);
    values.put(handle, value);
    taken += OVERHEAD + value.length;
    Iterator<byte[]> oldest = values.values().iterator();
    while (taken > room && values.size() > 1) {
      taken -= OVERHEAD + oldest.next().length;
      oldest.remove();
    }
  }

  /** The file is closed. */
  public synchronized void forget(Handle handle) {
    byte[] value = values.remove(handle);
    if (value != null) {
      taken -= OVERHEAD + value.length;
    }
  }
}

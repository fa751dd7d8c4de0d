package synchmess.fuse;

import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Notices that a mount was taken out of the tree from outside. Of {@code fusermount -u -z} the
 * kernel tells its server nothing while files are open, and those who wait would wait for ever.
 *
 * <p>It sleeps in poll(2), which reports each change of the mount table. Source:
 * proc_pid_mounts(5).
 */
public final class MountWatch implements Runnable {
  private static final int O_RDONLY_CLOEXEC = 02000000;
  private static final short POLLPRI = 2;
  private static final int POLLFD_SIZE = 8;
  private static final int NOT_OPEN = -1;
  private static final int FOR_EVER = -1;

  /** After which it looks again when the table could not be read, for want of descriptors. */
  private static final int RETRY_MILLIS = 1000;

  private final LibC lib = LibC.LIBRARY;
  private final BooleanSupplier isMounted;
  private final Runnable onGone;

  /**
   * @param isMounted asked at each change: whether the mount is in the table
   * @param onGone called once, when it is not any more
   */
  public MountWatch(BooleanSupplier isMounted, Runnable onGone) {
    this.isMounted = isMounted;
    this.onGone = onGone;
  }

  public void start() {
    Thread thread = new Thread(this, "mount-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    Pointer polled = Memory.allocateDirect(Runtime.getSystemRuntime(), POLLFD_SIZE);
    polled.putShort(4, POLLPRI);
    int table = NOT_OPEN;
    int patience = FOR_EVER;
    while (patience != 0) {
      table = table == NOT_OPEN ? lib.open("/proc/self/mountinfo", O_RDONLY_CLOEXEC) : table;
      polled.putInt(0, table);
      patience = table == NOT_OPEN ? RETRY_MILLIS : patience();
      if (patience != 0) {
        lib.poll(polled, 1, patience);
      }
    }
    lib.close(table);
    onGone.run();
  }

  /** How long a change can be waited for, in ms; 0 when it is gone. */
  private int patience() {
    try {
      return isMounted.getAsBoolean() ? FOR_EVER : 0;
    } catch (UncheckedIOException | OutOfMemoryError shortage) {
      return RETRY_MILLIS;
    }
  }
}

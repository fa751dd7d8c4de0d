package synchmess.fuse;

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
  private static final int FOR_EVER = -1;

  private final LibC lib = LibC.LIBRARY;
  private final String device;
  private final Runnable onGone;

  /**
   * @param device of the mount
   * @param onGone called once, when it is not in the table any more
   */
  public MountWatch(String device, Runnable onGone) {
    this.device = device;
    this.onGone = onGone;
  }

  public void start() {
    Thread thread = new Thread(this, "mount-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    int table = lib.open("/proc/self/mountinfo", O_RDONLY_CLOEXEC);
    Pointer polled = Memory.allocateDirect(Runtime.getSystemRuntime(), POLLFD_SIZE);
    polled.putInt(0, table);
    polled.putShort(4, POLLPRI);
    while (isMounted()) {
      lib.poll(polled, 1, FOR_EVER);
    }
    lib.close(table);
    onGone.run();
  }

  private boolean isMounted() {
    return MountTable.read().stream().anyMatch(mount -> mount.device().equals(device));
  }
}

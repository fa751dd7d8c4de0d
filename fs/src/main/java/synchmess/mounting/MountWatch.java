package synchmess.mounting;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Fault;
import synchmess.syscall.LibC;
import synchmess.waiting.Threads;

/**
 * Notices when somebody removes the mount from outside. The kernel does not tell the server of
 * {@code fusermount -u -z} while files are open, so parked calls would wait for ever.
 *
 * <p>It sleeps in poll(2), which reports each change of the mount table. Source:
 * proc_pid_mounts(5).
 */
public final class MountWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MountWatch.class);

  private static final int O_RDONLY_CLOEXEC = 02000000;
  private static final short POLLPRI = 2;
  private static final int POLLFD_SIZE = 8;
  private static final int NOT_OPEN = -1;
  private static final int FOR_EVER = -1;

  /** How long to wait before looking again, when there is no descriptor to read the table by. */
  private static final int AGAIN_MILLIS = 1000;

  private final LibC lib = LibC.LIBRARY;
  private final BooleanSupplier isMounted;
  private final Runnable onGone;

  /**
   * @param isMounted whether the mount is in the table; asked at each change
   * @param onGone called once, when it is no longer there
   */
  public MountWatch(BooleanSupplier isMounted, Runnable onGone) {
    this.isMounted = isMounted;
    this.onGone = onGone;
  }

  /**
   * @throws IOException when the machine has no more threads for us
   */
  public void start() throws IOException {
    Thread thread = new Thread(this, "mount-watch");
    thread.setDaemon(true);
    Threads.begin(thread);
  }

  @Override
  public void run() {
    Pointer polled = Memory.allocateDirect(Runtime.getSystemRuntime(), POLLFD_SIZE);
    polled.putShort(4, POLLPRI);
    int table = NOT_OPEN;
    Seen seen = Seen.NOTHING;
    while (seen != Seen.GONE) {
      table = table == NOT_OPEN ? lib.open("/proc/self/mountinfo", O_RDONLY_CLOEXEC) : table;
      polled.putInt(0, table);
      seen = look();
      if (seen != Seen.GONE) {
        boolean lookAgain = seen == Seen.NOTHING || table == NOT_OPEN;
        lib.poll(polled, 1, lookAgain ? AGAIN_MILLIS : FOR_EVER);
      }
    }
    lib.close(table);
    onGone.run();
  }

  private Seen look() {
    try {
      return isMounted.getAsBoolean() ? Seen.MOUNTED : Seen.GONE;
    } catch (Throwable thrown) {
      Fault.log(LOG, "cannot read the mount table now", thrown);
      return Seen.NOTHING;
    }
  }

  private enum Seen {
    MOUNTED,
    GONE,
    /** Unknown: for example, there is no descriptor to read the table by. */
    NOTHING
  }
}

package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.syscall.LibC;

/** The cores of this machine; binds a thread to one. */
public final class CpuAffinity {
  private static final Logger LOG = LoggerFactory.getLogger(CpuAffinity.class);

  /** All cores that there may ever be, such as {@code 0-7}. The kernel has a queue for each. */
  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  private static final int MASK_SIZE = 1024;

  private final int cpu;
  private final Memory mask = Memory.allocate(MASK_SIZE);
  private boolean bound;

  public CpuAffinity(int cpu) {
    this.cpu = cpu;
    mask.putByte(cpu / Byte.SIZE, 1 << cpu % Byte.SIZE);
  }

  /** How many cores there may ever be. */
  public static int possible() throws IOException {
    String range = Files.readAllLines(POSSIBLE).get(0);
    return Integer.parseInt(range.substring(range.lastIndexOf('-') + 1)) + 1;
  }

  /**
   * Binds the calling thread to the core, again if need be: a core that goes offline loses its
   * threads for good. Does not insist on a core that is offline or not ours. Needs no memory.
   *
   * @return whether it is bound
   */
  public boolean bind() {
    boolean now = LibC.LIBRARY.sched_setaffinity(0, MASK_SIZE, mask.address()) == 0;
    if (now != bound) {
      LOG.debug("the thread of queue {} runs on {}", cpu, now ? "its core" : "any core");
    }
    bound = now;
    return now;
  }
}

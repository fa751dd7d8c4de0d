package synchmess.fuse.kernel.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.LibC;
import synchmess.fuse.kernel.abi.Memory;

/** The cores of this machine, and which of them a thread runs on. */
public final class CpuAffinity {
  private static final Logger LOG = LoggerFactory.getLogger(CpuAffinity.class);

  /** Such as {@code 0-7}: all cores that there may ever be, which the kernel has queues for. */
  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  private static final int MASK_SIZE = 1024;

  private CpuAffinity() {}

  /** How many cores there may ever be. */
  public static int possible() throws IOException {
    String range = Files.readAllLines(POSSIBLE).get(0);
    return Integer.parseInt(range.substring(range.lastIndexOf('-') + 1)) + 1;
  }

  /** Binds the calling thread to a core. One that is offline, or not ours, is not insisted on. */
  public static void bindTo(int cpu) {
    Memory mask = Memory.allocate(MASK_SIZE);
    mask.putByte(cpu / Byte.SIZE, 1 << cpu % Byte.SIZE);
    if (LibC.LIBRARY.sched_setaffinity(0, MASK_SIZE, mask.address()) != 0) {
      LOG.debug("the thread of queue {} runs on any core", cpu);
    }
  }
}

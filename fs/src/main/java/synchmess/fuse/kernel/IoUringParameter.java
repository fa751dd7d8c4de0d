package synchmess.fuse.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code enable_uring} of the fuse module: whether the kernel offers FUSE over io_uring, for all
 * later mounts. Linux has it from 6.14 on.
 */
public final class IoUringParameter {
  private static final Logger LOG = LoggerFactory.getLogger(IoUringParameter.class);
  private static final Path FILE = Path.of("/sys/module/fuse/parameters/enable_uring");

  private IoUringParameter() {}

  /**
   * Reads it, and switches it on if the mode says so.
   *
   * @return why the kernel does not offer it; null when it does
   */
  static String whyNot(IoUringMode mode) {
    if (mode == IoUringMode.OFF) {
      return "switched off by --io-uring=off";
    }
    if (!Files.exists(FILE)) {
      return "not in this kernel; Linux 6.14 or later has it";
    }
    if (isOn() || (mode == IoUringMode.ON && switchOn())) {
      return null;
    }
    return mode == IoUringMode.ON
        ? "no right to write Y to " + FILE
        : FILE + " is N; --io-uring=on switches it on";
  }

  /** Whether the kernel offers it. */
  public static boolean isOn() {
    try {
      return Files.readAllLines(FILE).get(0).equals("Y");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this kernel knows it at all. */
  public static boolean exists() {
    return Files.exists(FILE);
  }

  private static boolean switchOn() {
    try {
      Files.writeString(FILE, "Y");
      LOG.info("switched io_uring on for all FUSE mounts: {} is Y now", FILE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

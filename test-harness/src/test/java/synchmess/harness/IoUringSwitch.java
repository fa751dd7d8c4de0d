package synchmess.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code enable_uring} of the fuse module: whether mounts made from now on are offered io_uring. It
 * concerns the whole machine, so whoever switches it switches it back.
 */
public final class IoUringSwitch {
  public static final Path FILE = Path.of("/sys/module/fuse/parameters/enable_uring");

  private IoUringSwitch() {}

  /** Whether this kernel has it; Linux does from 6.14 on. */
  public static boolean isThere() {
    return Files.exists(FILE);
  }

  public static boolean isOn() {
    try {
      return Files.readString(FILE, US_ASCII).startsWith("Y");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void set(boolean on) {
    try {
      Files.writeString(FILE, on ? "Y" : "N", US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether somebody looks on. */
final class Terminal {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  private Terminal() {}

  /** As isatty(3) says of standard error; {@link System#console} knows of the others only. */
  static boolean isStandardError() {
    try {
      return DEVICE.matcher(Files.readSymbolicLink(STANDARD_ERROR).toString()).matches();
    } catch (IOException closed) {
      return false;
    }
  }
}

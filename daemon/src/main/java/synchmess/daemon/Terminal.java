package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where this process's output goes, and whether somebody looks on. */
final class Terminal {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  private Terminal() {}

  /** As isatty(3) says of standard error; {@link System#console} knows of the others only. */
  static boolean isStandardError() {
    return DEVICE.matcher(target(STANDARD_ERROR)).matches();
  }

  /** Whether another program reads standard output. */
  static boolean isOutputPiped() {
    return target(STANDARD_OUTPUT).startsWith("pipe:");
  }

  /** Empty when it is closed. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}

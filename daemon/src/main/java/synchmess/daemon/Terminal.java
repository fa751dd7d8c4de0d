package synchmess.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The destination of this process's output, and whether somebody looks on. */
final class Terminal {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  private static final String ERASE_LINE = "\r\033[K";

  private Terminal() {}

  /** The visible part, in characters. */
  record Size(int columns, int lines) {
    private static final Size UNLIMITED = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** The size of standard output's window; unlimited without one. */
  static Size size() {
    if (!DEVICE.matcher(target(STANDARD_OUTPUT)).matches()) {
      return Size.UNLIMITED;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(STANDARD_OUTPUT.toFile()).start();
      String[] size =
          new String(stty.getInputStream().readAllBytes(), US_ASCII).strip().split(" ", 2);
      int lines = Integer.parseInt(size[0]);
      return lines == 0 ? Size.UNLIMITED : new Size(Integer.parseInt(size[1]), lines);
    } catch (IOException | RuntimeException unknown) {
      return Size.UNLIMITED;
    }
  }

  /** Like isatty(3) for standard error; {@link System#console} knows only the others. */
  static boolean isStandardError() {
    return DEVICE.matcher(target(STANDARD_ERROR)).matches();
  }

  /** Empties the line that the cursor is in, if standard error is a terminal. */
  static void eraseLine() {
    if (isStandardError()) {
      System.err.print(ERASE_LINE);
    }
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

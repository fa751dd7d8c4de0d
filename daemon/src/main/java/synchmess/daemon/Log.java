package synchmess.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** The destination of the log, set before the first record. */
final class Log {
  /** Bytes of a log file, beyond which it begins anew. */
  static final long FILE_LIMIT = 10 << 20;

  private static final String PREFIX = "org.slf4j.simpleLogger.";

  /** The real one; a log to a file leaves it to the user. */
  private static final PrintStream STANDARD_ERROR = System.err;

  private Log() {}

  /** How much the log records. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** False for the levels that log each step: their readers want all. */
    private boolean isLimited() {
      return compareTo(INFO) <= 0;
    }
  }

  /**
   * Sends all later output to {@link System#err} to the log.
   *
   * @param file begins anew; null for standard error
   * @throws Failure FAILED when the file cannot be made
   */
  static void configure(Level level, Path file) {
    set("defaultLogLevel", level.name());
    set("logFile", "System.err");
    set("showDateTime", "true");
    set("dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    set("showThreadName", "false");
    set("showShortLogName", "true");
    RecordLimit limit = new RecordLimit(System::nanoTime);
    OutputStream out = file == null ? STANDARD_ERROR : open(file);
    System.setErr(new LogStream(out, () -> !level.isLimited() || limit.admits()));
  }

  private static OutputStream open(Path file) {
    try {
      return new RotatingFile(file, FILE_LIMIT);
    } catch (IOException e) {
      throw new Failure(ExitCode.FAILED, "cannot make " + file + ": " + Failure.reason(e));
    }
  }

  /** Closes it, when nobody reads it any more. */
  static void closeStandardError() {
    STANDARD_ERROR.close();
  }

  private static void set(String name, String value) {
    System.setProperty(PREFIX + name, value);
  }
}

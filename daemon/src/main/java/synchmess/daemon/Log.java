package synchmess.daemon;

import java.nio.file.Path;

/** Where the log goes. Set before the first logger is made. */
final class Log {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Log() {}

  /** How much is logged. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /**
   * @param file to append to; null for standard error
   */
  static void configure(Level level, Path file) {
    set("defaultLogLevel", level.name());
    set("logFile", file == null ? "System.err" : file.toString());
    set("showDateTime", "true");
    set("dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    set("showThreadName", "false");
    set("showShortLogName", "true");
  }

  private static void set(String name, String value) {
    System.setProperty(PREFIX + name, value);
  }
}

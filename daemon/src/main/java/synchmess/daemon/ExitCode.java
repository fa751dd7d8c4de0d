package synchmess.daemon;

/** The exit codes of the command. They are documented in synchmess(1) and never change. */
final class ExitCode {
  static final int OK = 0;

  /** The operation failed; standard error says why. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Nothing is mounted there. */
  static final int NOT_MOUNTED = 3;

  /** This machine lacks something, or the rights to it; {@code doctor} says what. */
  static final int MISSING = 4;

  /** The mount point cannot be used. */
  static final int BAD_MOUNT_POINT = 5;

  private ExitCode() {}
}

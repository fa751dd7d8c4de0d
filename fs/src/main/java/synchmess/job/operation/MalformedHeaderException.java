package synchmess.job.operation;

/** The beginning of a file does not match its format. */
final class MalformedHeaderException extends Exception {
  private static final long serialVersionUID = 1L;
}

package synchmess.job.operation;

/** The beginning of a file is not what its format demands. */
final class MalformedHeaderException extends Exception {
  private static final long serialVersionUID = 1L;
}

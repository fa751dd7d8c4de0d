package synchmess.udev;

/** A line that cannot be a rule. The message says why. */
final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message);
  }
}

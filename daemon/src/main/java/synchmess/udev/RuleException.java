package synchmess.udev;

/** A rule, or a part of one, that cannot be applied. The message says why. */
final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message);
  }
}

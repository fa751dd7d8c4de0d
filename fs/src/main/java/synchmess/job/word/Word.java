package synchmess.job.word;

/**
 * A word of a job, its quotes removed.
 *
 * @param place the first word's is 1
 * @param text {@code name=value}, or other text; perhaps a secret
 */
record Word(int place, String text) {
  boolean isPair() {
    return text.indexOf('=') > 0;
  }

  /** What is before the first {@code =}; the whole text without one. */
  String name() {
    return text.split("=", 2)[0];
  }

  /** What is after the first {@code =} of a pair. */
  String value() {
    return text.substring(text.indexOf('=') + 1);
  }

  /** Shows no value: it may be a secret. */
  @Override
  public String toString() {
    return "word " + place;
  }
}

package synchmess.job.word;

/** A malformed job. Its message names the wrong word, and no secret. */
public final class BadJobException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadJobException(String message) {
    super(message);
  }
}

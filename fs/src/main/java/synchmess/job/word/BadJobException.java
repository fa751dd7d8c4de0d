package synchmess.job.word;

/** A job that is malformed. Its message names the word that is wrong, and never a secret. */
public final class BadJobException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadJobException(String message) {
    super(message);
  }
}

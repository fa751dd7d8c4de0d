package synchmess.job;

/** What a job has to do, kept from its submission until its end only: it may know a secret. */
public final class Task {
  private final Operation operation;
  private final byte[] words;

  /**
   * @param words handed over: nobody changes them from now on
   */
  Task(Operation operation, byte[] words) {
    this.operation = operation;
    this.words = words;
  }

  /** Does it in this process. */
  public Operation operation() {
    return operation;
  }

  /** The job as it was submitted, for another process to parse; not to be changed. */
  public byte[] words() {
    return words;
  }
}

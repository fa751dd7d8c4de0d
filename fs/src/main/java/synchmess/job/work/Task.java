package synchmess.job.work;

import java.util.function.Supplier;

/** What a job has to do. Kept only until the job's end: it may know a secret. */
public final class Task {
  private final Supplier<Operation> operation;
  private final byte[] words;

  /**
   * @param operation makes what the words ask for, at the run
   * @param words nobody changes them from now on
   */
  public Task(Supplier<Operation> operation, byte[] words) {
    this.operation = operation;
    this.words = words;
  }

  /** A new operation, for one run in this process. */
  public Operation operation() {
    return operation.get();
  }

  /** The job as submitted, for another process to parse; do not change it. */
  public byte[] words() {
    return words;
  }
}

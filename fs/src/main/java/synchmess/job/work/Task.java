package synchmess.job.work;

import java.util.function.Supplier;

/** What a job has to do, kept from its submission until its end only: it may know a secret. */
public final class Task {
  private final Supplier<Operation> operation;
  private final byte[] words;

  /**
   * @param operation what the words ask for, made when it is to be run
   * @param words handed over: nobody changes them from now on
   */
  public Task(Supplier<Operation> operation, byte[] words) {
    this.operation = operation;
    this.words = words;
  }

  /** Made anew: to be run once, in this process. */
  public Operation operation() {
    return operation.get();
  }

  /** The job as it was submitted, for another process to parse; not to be changed. */
  public byte[] words() {
    return words;
  }
}

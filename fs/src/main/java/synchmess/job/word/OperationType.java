package synchmess.job.word;

import java.util.Set;
import synchmess.job.work.Operation;

/** A kind of operation: a row of the table of operations. Safe for use by many threads. */
public interface OperationType {
  /** The names of its options. */
  Set<String> options();

  /** The options whose values nobody may see. */
  default Set<String> secrets() {
    return Set.of();
  }

  /**
   * An operation with its options, checked as far as possible without touching a file.
   *
   * @throws BadJobException when something is missing, too much or wrong
   */
  Operation operation(JobWords words) throws BadJobException;
}

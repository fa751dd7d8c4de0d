package synchmess.job.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobWords;
import synchmess.job.word.OperationType;
import synchmess.job.word.Options;
import synchmess.job.work.Operation;

/** A row of the table of operations: which files it takes, and which options. Immutable. */
final class OperationRow implements OperationType {
  static final String FOLLOW = "follow";
  static final String OVERWRITE = "overwrite";
  static final String MAX_OUTPUT_BYTES = "max_output_bytes";

  /** Makes an operation. */
  interface Maker {
    /**
     * @throws BadJobException when an option is missing or wrong
     */
    Operation make(Options options) throws BadJobException;
  }

  private final Maker maker;
  private final int maxInputs;
  private final boolean hasOut;
  private final Set<String> options;
  private final Set<String> secrets;

  private OperationRow(
      Maker maker, int maxInputs, boolean hasOut, Set<String> options, Set<String> secrets) {
    this.maker = maker;
    this.maxInputs = maxInputs;
    this.hasOut = hasOut;
    this.options = Set.copyOf(options);
    this.secrets = Set.copyOf(secrets);
  }

  /** An operation that makes a file of another. */
  static OperationRow toFile(Maker maker) {
    return new OperationRow(maker, 1, true, Set.of(FOLLOW, OVERWRITE, MAX_OUTPUT_BYTES), Set.of());
  }

  /** An operation that looks at files. */
  static OperationRow ofFiles(Maker maker) {
    return new OperationRow(maker, Integer.MAX_VALUE, false, Set.of(FOLLOW), Set.of());
  }

  /** An operation without files. */
  static OperationRow ofNoFile(Maker maker) {
    return new OperationRow(maker, 0, false, Set.of(), Set.of());
  }

  OperationRow fromSeveral() {
    return new OperationRow(maker, Integer.MAX_VALUE, hasOut, options, secrets);
  }

  OperationRow with(String... more) {
    return new OperationRow(maker, maxInputs, hasOut, union(options, more), secrets);
  }

  OperationRow withSecret(String name) {
    return new OperationRow(maker, maxInputs, hasOut, union(options, name), union(secrets, name));
  }

  OperationRow without(String... names) {
    Set<String> fewer = new HashSet<>(options);
    List.of(names).forEach(fewer::remove);
    return new OperationRow(maker, maxInputs, hasOut, fewer, secrets);
  }

  private static Set<String> union(Set<String> names, String... more) {
    Set<String> union = new HashSet<>(names);
    union.addAll(List.of(more));
    return union;
  }

  @Override
  public Set<String> options() {
    return options;
  }

  @Override
  public Set<String> secrets() {
    return secrets;
  }

  @Override
  public Operation operation(JobWords words) throws BadJobException {
    checkInputs(words.inputs().size());
    checkOut(words.out());
    return maker.make(new Options(words));
  }

  private void checkInputs(int inputs) throws BadJobException {
    if (inputs == 0 && maxInputs > 0) {
      throw new BadJobException("in is missing");
    }
    if (inputs > maxInputs) {
      throw new BadJobException(maxInputs == 0 ? "in has no place here" : "in stands twice");
    }
  }

  private void checkOut(String out) throws BadJobException {
    if (out == null && hasOut) {
      throw new BadJobException("out is missing");
    }
    if (out != null && !hasOut) {
      throw new BadJobException("out has no place here");
    }
  }
}

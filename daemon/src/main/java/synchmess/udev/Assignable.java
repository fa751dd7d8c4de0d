package synchmess.udev;

import java.util.Optional;

/** A value that rules assign. Each assignment overrides the one before, until one is final. */
final class Assignable<T> {
  private T value;
  private boolean isFinal;

  void assign(Operator operator, T assigned) {
    if (!isFinal) {
      value = assigned;
      isFinal = operator == Operator.ASSIGN_FINAL;
    }
  }

  /** Empty while no rule has assigned one. */
  Optional<T> get() {
    return Optional.ofNullable(value);
  }
}

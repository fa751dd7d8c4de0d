package synchmess.udev;

import java.util.Arrays;

/** The operator between a key and its value. */
enum Operator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  ADD("+="),
  REMOVE("-="),
  ASSIGN("="),
  /** Assigns for good: later rules cannot change it. */
  ASSIGN_FINAL(":=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator with that text, which must be one. */
  static Operator of(String symbol) {
    return Arrays.stream(values())
        .filter(each -> each.symbol.equals(symbol))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(symbol));
  }

  /** Whether it compares, rather than assigns. */
  boolean isMatch() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  @Override
  public String toString() {
    return symbol;
  }
}

package synchmess.udev;

import java.util.Arrays;

/** What stands between a key and its value. */
enum Operator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  ADD("+="),
  REMOVE("-="),
  ASSIGN("="),
  /** Assigns, and later rules change it no more. */
  ASSIGN_FINAL(":=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator that is written so; it must be one. */
  static Operator of(String symbol) {
    return Arrays.stream(values())
        .filter(each -> each.symbol.equals(symbol))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(symbol));
  }

  /** Whether it asks, rather than assigns. */
  boolean isMatch() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  @Override
  public String toString() {
    return symbol;
  }
}

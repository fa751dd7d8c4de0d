package synchmess.harness;

import java.util.List;

/**
 * How a program ended.
 *
 * @param exit its exit code; 128 and the signal's number after a signal
 * @param out what it wrote to stdout, byte for byte as ISO 8859-1
 * @param err what it wrote to stderr, likewise
 */
public record Outcome(int exit, String out, String err) {

  /**
   * What it wrote to stdout, if it ended well.
   *
   * @throws AssertionError when its exit code is not 0
   */
  public String output() {
    if (exit != 0) {
      throw new AssertionError(this);
    }
    return out;
  }

  /** Of a {@link Probe}: a line for each call, but for successful {@code open} and {@code fd}. */
  public List<String> results() {
    return output().lines().filter(line -> !line.matches("(open|fd) \\d+")).toList();
  }
}

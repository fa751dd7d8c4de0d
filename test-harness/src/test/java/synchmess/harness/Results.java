package synchmess.harness;

import java.util.List;

/** The lines that a {@link Probe} printed. */
record Results(List<String> lines) {

  static Results of(List<String> lines) {
    return new Results(lines);
  }

  String line(int index) {
    return lines.get(index);
  }

  /** The result in a line; what {@code took} says is a time in ms. */
  long number(int index) {
    return Long.parseLong(lines.get(index).split(" ", -1)[1]);
  }
}

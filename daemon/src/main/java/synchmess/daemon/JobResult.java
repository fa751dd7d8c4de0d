package synchmess.daemon;

import java.util.List;
import synchmess.job.Shown;

/**
 * The result of a job.
 *
 * @param text lines {@code name: value}
 */
record JobResult(String text) {
  boolean isDone() {
    return value("state").equals("done");
  }

  /** All lines but the first, the id. */
  List<String> details() {
    return text.lines().skip(1).map(Shown::line).toList();
  }

  /** One line: the state, and the error of a failed job. */
  String outcome() {
    String error = value("error");
    return "job " + value("id") + " " + value("state") + (error.isEmpty() ? "" : ": " + error);
  }

  /** Empty without a line of that name. */
  private String value(String name) {
    String prefix = name + ": ";
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}

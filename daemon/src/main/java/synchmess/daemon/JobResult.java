package synchmess.daemon;

import java.util.List;
import synchmess.job.Shown;

/**
 * How a job has ended.
 *
 * @param text lines {@code name: value}
 */
record JobResult(String text) {
  boolean isDone() {
    return value("state").equals("done");
  }

  /** Its lines but the first, the id. */
  List<String> details() {
    return text.lines().skip(1).map(Shown::line).toList();
  }

  /** In one line: of a job that failed, why. */
  String outcome() {
    String error = value("error");
    return "job " + value("id") + " " + value("state") + (error.isEmpty() ? "" : ": " + error);
  }

  /** Empty when it has no line of that name. */
  private String value(String name) {
    String prefix = name + ": ";
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}

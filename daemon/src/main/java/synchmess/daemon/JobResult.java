package synchmess.daemon;

/**
 * How a job has ended.
 *
 * @param text lines {@code name: value}
 */
record JobResult(String text) {
  boolean isDone() {
    return value("state").equals("done");
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

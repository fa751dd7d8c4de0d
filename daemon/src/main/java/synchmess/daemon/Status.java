package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import synchmess.job.Shown;

/**
 * A mount at one time.
 *
 * @param pid of its daemon; null when it is not known
 * @param log null for standard error
 * @param jobs the numbers of the job queue
 * @param groups the numbers of each group, by their names in order
 */
record Status(
    Path mount,
    String engine,
    String version,
    Long pid,
    Path log,
    Map<String, String> jobs,
    Map<String, Map<String, String>> groups) {
  private static final int NAME_WIDTH = 9;

  /** Characters of a line of the head. */
  private static final int WIDTH = 80;

  static Status of(MountPoint mountPoint) throws IOException {
    MountView view = new MountView(mountPoint.path());
    StateFile state = new StateFile(mountPoint);
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    for (String group : view.groups()) {
      groups.put(group, view.stats(group));
    }
    return new Status(
        mountPoint.path(),
        String.join(": ", view.parameter("engine").split("\n", -1)),
        view.parameter("version"),
        state.daemon().map(DaemonProcess::pid).orElse(null),
        Files.exists(state.logFile()) ? state.logFile() : null,
        view.jobs(),
        groups);
  }

  /**
   * For people.
   *
   * @param width of the table, in characters
   * @param height the most lines; the end of the head gives way to the table, and the beginning of
   *     the table to its sum
   */
  List<String> lines(int width, int height) {
    List<String> head = head();
    List<String> table = new GroupTable(groups).lines(width, height - head.size());
    return Stream.concat(
            head.stream().limit(Math.max(0, height - table.size())),
            table.stream().skip(Math.max(0, table.size() - height)))
        .toList();
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>();
    lines.addAll(line("mount", mount.toString()));
    lines.addAll(line("engine", engine));
    lines.addAll(line("version", version));
    lines.addAll(line("pid", pid == null ? "unknown" : pid.toString()));
    lines.addAll(line("log", log == null ? "standard error" : log.toString()));
    lines.addAll(line("jobs", queue()));
    lines.add("");
    return lines;
  }

  private String queue() {
    return "%s queued, %s running; %s of %s workers idle"
        .formatted(
            Stream.of("queued", "running", "idle", "workers")
                .map(name -> jobs.getOrDefault(name, "-"))
                .toArray());
  }

  /** A name and its value; a value that is too long goes on in further lines. */
  static List<String> line(String name, String value) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(name + ":" + " ".repeat(NAME_WIDTH - 1 - name.length()));
    for (String word : Shown.line(value).split(" ", -1)) {
      boolean isFirst = line.length() == NAME_WIDTH;
      if (!isFirst && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(NAME_WIDTH));
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mount", mount.toString());
    json.put("state", "mounted");
    json.put("engine", engine);
    json.put("version", version);
    json.put("pid", pid);
    json.put("log", log == null ? null : log.toString());
    json.put("jobs", numbers(jobs));
    json.put("groups", groups.entrySet().stream().map(Status::group).toList());
    return json;
  }

  private static Map<String, Object> group(Map.Entry<String, Map<String, String>> group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", group.getKey());
    json.putAll(numbers(group.getValue()));
    return json;
  }

  private static Map<String, Object> numbers(Map<String, String> stats) {
    Map<String, Object> json = new LinkedHashMap<>();
    stats.forEach((name, value) -> json.put(name, Json.value(value)));
    return json;
  }
}

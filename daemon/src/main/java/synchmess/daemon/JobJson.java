package synchmess.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All about one job, for programs. */
final class JobJson {
  private static final List<String> PROGRESS = List.of("done", "total", "percent");
  private static final String END_OF_NAME = ": ";

  private JobJson() {}

  static Map<String, Object> of(JobClient jobs, String id) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", Json.value(id));
    json.put("spec", jobs.read(id, "spec").lines().toList());
    json.put("state", jobs.read(id, "state").strip());
    json.put("progress", progress(jobs.read(id, "progress")));
    json.put("result", result(jobs.read(id, "result")));
    return json;
  }

  static Map<String, Object> progress(String text) {
    String[] numbers = text.strip().split(" ", -1);
    Map<String, Object> json = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length && i < PROGRESS.size(); i++) {
      json.put(PROGRESS.get(i), Json.value(numbers[i]));
    }
    return json;
  }

  /**
   * The values by their names; a name that comes several times has a list of all its values.
   *
   * @param text lines {@code name: value}
   */
  static Map<String, Object> result(String text) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(END_OF_NAME, 2);
      Object value = parts.length < 2 ? true : Json.value(parts[1]);
      values.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(value);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((name, all) -> json.put(name, all.size() == 1 ? all.get(0) : all));
    return json;
  }
}

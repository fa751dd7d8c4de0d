package synchmess.job.operation;

import java.util.List;
import synchmess.job.work.Work;

/**
 * A job's results on one input. With several inputs, each name ends in the input's place, from 1.
 */
final class Results {
  private final Work work;
  private final String suffix;

  private Results(Work work, String suffix) {
    this.work = work;
    this.suffix = suffix;
  }

  static Results ofInput(Work work, List<String> inputs, int index) {
    if (inputs.size() == 1) {
      return new Results(work, "");
    }
    Results results = new Results(work, "." + (index + 1));
    results.add("in", inputs.get(index));
    return results;
  }

  void add(String name, Object value) {
    work.result(name + suffix, value);
  }
}

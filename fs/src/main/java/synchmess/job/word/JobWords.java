package synchmess.job.word;

import java.util.List;
import java.util.Map;

/**
 * A job's words for its operation.
 *
 * @param inputs {@code in}, absolute paths
 * @param out an absolute path; null without
 * @param options by name; each is one of its {@linkplain OperationType#options type's}
 */
public record JobWords(List<String> inputs, String out, Map<String, String> options) {
  public JobWords {
    inputs = List.copyOf(inputs);
    options = Map.copyOf(options);
  }

  /** The value of an option; null without. */
  public String option(String name) {
    return options.get(name);
  }

  /** Shows the options' names alone: a value may be a secret. */
  @Override
  public String toString() {
    return "JobWords[inputs=" + inputs + ", out=" + out + ", options=" + options.keySet() + "]";
  }
}

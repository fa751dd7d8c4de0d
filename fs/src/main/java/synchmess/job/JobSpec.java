package synchmess.job;

import java.util.List;

/**
 * What is asked for: a job as it was submitted, checked as far as that is possible without touching
 * a file.
 *
 * @param op its operation
 * @param task what will be run; null where that does not matter any more
 * @param inputs {@code in}, absolute paths
 * @param out an absolute path; null without
 * @param priority the first one
 * @param callback the group that gets the result; null without
 * @param signal for the submitting process when it ends; 0 without
 * @param unique the word that no other active job of its owner has; null without
 * @param text what was asked for, a line for each word, secrets shown as {@code ***}
 */
public record JobSpec(
    String op,
    Task task,
    List<String> inputs,
    String out,
    Priority priority,
    String callback,
    int signal,
    String unique,
    String text) {

  /** The same, for people to read. */
  JobSpec withoutTask() {
    return new JobSpec(op, null, inputs, out, priority, callback, signal, unique, text);
  }
}

package synchmess.job;

import synchmess.job.work.Task;

/**
 * A job as submitted, checked as far as possible without touching a file.
 *
 * @param op its operation
 * @param task what to run
 * @param file its first input as tables show it, cut at its beginning; null without
 * @param priority the first one
 * @param callback the group that gets the result; null without
 * @param callbackToOthers whether that group may be another user's
 * @param signal for the submitting process when it ends; 0 without
 * @param unique the word that no other active job of its owner may have; null without
 * @param text what was asked for, a line for each word, secrets shown as {@code ***}
 */
public record JobSpec(
    String op,
    Task task,
    String file,
    Priority priority,
    String callback,
    boolean callbackToOthers,
    int signal,
    String unique,
    String text) {}

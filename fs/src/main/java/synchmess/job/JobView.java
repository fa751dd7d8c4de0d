package synchmess.job;

/**
 * A job as of now.
 *
 * @param id its number
 * @param ageNanos since it was submitted
 * @param percent its progress, from 0 to 100
 * @param file its first input as tables show it; null without
 * @param pending the state of its callback; null without one pending
 */
public record JobView(
    long id,
    Priority priority,
    JobState state,
    String op,
    int owner,
    long ageNanos,
    int percent,
    String file,
    String pending) {}

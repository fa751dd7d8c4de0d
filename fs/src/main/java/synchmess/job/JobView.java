package synchmess.job;

/**
 * A job as of now.
 *
 * @param id by which it is known
 * @param ageNanos since it was submitted
 * @param percent how far it is, from 0 to 100
 * @param file its first input as tables show it; null without
 * @param pending what is still to be told of its end; null when nothing is
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

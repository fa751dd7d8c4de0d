package synchmess.job;

/**
 * A job as of now.
 *
 * @param id by which it is known
 * @param ageNanos since it was submitted
 * @param pending what is still to be told of its end; null when nothing is
 */
public record JobView(
    long id,
    Priority priority,
    JobState state,
    String op,
    int owner,
    long ageNanos,
    String pending) {}

package synchmess.job;

import java.util.Map;

/**
 * The numbers of a mount's job queue.
 *
 * @param queued how many wait for a worker
 * @param running how many have one
 * @param finished how many have ended and are kept
 * @param throttled how many submitters wait for room in the queue
 * @param workers how many threads run jobs, or could
 * @param idle how many of them have nothing to do
 * @param submitted how many jobs were queued since the mount
 * @param ended how many have ended since, by operation and state
 */
public record JobStats(
    int queued,
    int running,
    int finished,
    int throttled,
    int workers,
    int idle,
    long submitted,
    Map<String, Map<JobState, Long>> ended) {

  /** How many have ended so. */
  public long ended(JobState state) {
    return ended.values().stream().mapToLong(of -> of.getOrDefault(state, 0L)).sum();
  }
}

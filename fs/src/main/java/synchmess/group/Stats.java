package synchmess.group;

/**
 * The numbers of one group, or the sum over several, at one moment.
 *
 * @param depth ready messages
 * @param delayed messages not due yet
 * @param bytes held, ready and delayed and reserved
 * @param sleepers callers asleep at the barrier
 * @param readers parked receivers
 * @param writers throttled senders
 * @param sent messages stored since installation
 * @param received messages taken by receivers
 * @param revoked delayed messages discarded
 * @param flushed delayed messages made ready early
 * @param purged ready messages discarded
 * @param cancelled messages discarded one by one
 * @param rejected sends refused
 * @param oldestAgeMillis how long the oldest ready message has been ready, in ms; 0 without one
 */
public record Stats(
    long depth,
    long delayed,
    long bytes,
    long sleepers,
    long readers,
    long writers,
    long sent,
    long received,
    long revoked,
    long flushed,
    long purged,
    long cancelled,
    long rejected,
    long oldestAgeMillis) {

  /** Nothing at all. */
  public static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum; for the age, the greater. */
  public Stats plus(Stats other) {
    return new Stats(
        depth + other.depth,
        delayed + other.delayed,
        bytes + other.bytes,
        sleepers + other.sleepers,
        readers + other.readers,
        writers + other.writers,
        sent + other.sent,
        received + other.received,
        revoked + other.revoked,
        flushed + other.flushed,
        purged + other.purged,
        cancelled + other.cancelled,
        rejected + other.rejected,
        Math.max(oldestAgeMillis, other.oldestAgeMillis));
  }
}

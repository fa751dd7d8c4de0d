package synchmess.group;

/** What a group has done since its installation. Guarded by the group's lock. */
final class Counters {
  long sent;
  long received;
  long revoked;
  long flushed;
  long purged;
  long cancelled;

  /** Sends refused: too large, or no room. */
  long rejected;

  /** Wall time in ms since the epoch. */
  long lastSent;

  /** Wall time in ms since the epoch. */
  long lastReceived;
}

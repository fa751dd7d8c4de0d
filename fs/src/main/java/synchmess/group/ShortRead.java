package synchmess.group;

/** What happens to the rest of a message after a read that was too short. */
public enum ShortRead {
  /** Kept after a read of exactly one byte, discarded after any other. */
  SHELL,
  /** Always discarded. */
  DISCARD,
  /** Always kept, for the descriptor that read the first part. */
  KEEP
}

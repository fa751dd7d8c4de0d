package synchmess.group;

/** What becomes of the rest of a message that a read was too short for. */
public enum ShortRead {
  /** Kept after a read of exactly one byte, discarded after any other. */
  SHELL,
  /** Always discarded. */
  DISCARD,
  /** Always kept, with the descriptor that read the first part. */
  KEEP
}

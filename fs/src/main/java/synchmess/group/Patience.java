package synchmess.group;

/** How long a sender waits for room. */
public enum Patience {
  /** Not at all: EAGAIN where others would wait, ENOSPC where nobody may. */
  NONE,

  /** As the group's full policy says, while fewer than {@code max_throttled_writers} wait. */
  BY_POLICY,

  /**
   * As long as it takes, whatever the policy. Takes its room at once, beyond a limit if need be.
   */
  ENDLESS
}

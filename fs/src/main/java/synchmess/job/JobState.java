package synchmess.job;

/** Where a job is in its life; the last three are ends. */
public enum JobState {
  QUEUED,
  RUNNING,
  DONE,
  FAILED,
  CANCELLED;

  /** Whether nothing comes after it. */
  public boolean isEnd() {
    return compareTo(DONE) >= 0;
  }

  /** As files show it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

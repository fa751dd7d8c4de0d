package synchmess.job;

/** What is taken first; within one priority, first come, first served. */
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}

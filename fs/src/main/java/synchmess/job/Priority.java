package synchmess.job;

/** The order of jobs; within one priority, first come, first served. */
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}

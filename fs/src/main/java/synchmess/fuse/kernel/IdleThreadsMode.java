package synchmess.fuse.kernel;

/** Whether the threads that serve rings shall run under SCHED_IDLE. */
public enum IdleThreadsMode {
  /** Where they cannot be starved by it. */
  AUTO,
  OFF
}

package synchmess.fuse.kernel;

/** Whether the rings' threads run under SCHED_IDLE. */
public enum IdleThreadsMode {
  /** When that cannot starve them. */
  AUTO,
  OFF
}

package synchmess.fuse.kernel;

/** Whether requests come over io_uring. */
public enum IoUringMode {
  /** If the fuse module has it switched on. */
  AUTO,
  /** Switches it on if need be; root may. */
  ON,
  OFF
}

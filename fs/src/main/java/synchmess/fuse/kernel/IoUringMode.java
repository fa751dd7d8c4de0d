package synchmess.fuse.kernel;

/** Whether requests shall come over io_uring. */
public enum IoUringMode {
  /** Where the fuse module has it switched on. */
  AUTO,
  /** Also where it has to be switched on first, which root may. */
  ON,
  OFF
}

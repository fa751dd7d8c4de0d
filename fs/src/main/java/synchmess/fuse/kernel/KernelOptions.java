package synchmess.fuse.kernel;

/**
 * The options of the kernel engine.
 *
 * @param maxBlocked how many calls may be parked at a time; the next one gets EAGAIN
 * @param ioUring whether requests come over io_uring
 * @param ioUringDepth how many requests each core's queue takes at a time, besides parked ones
 * @param idleThreads whether the threads of those queues run under SCHED_IDLE
 */
public record KernelOptions(
    int maxBlocked, IoUringMode ioUring, int ioUringDepth, IdleThreadsMode idleThreads) {
  public static final int DEFAULT_MAX_BLOCKED = 65_536;
  public static final int DEFAULT_IO_URING_DEPTH = 128;
  public static final int MAX_IO_URING_DEPTH = 1024;
}

package synchmess.job;

/**
 * The limits of a mount's job queue. Any thread may change them; see {@link Jobs#limitsChanged}.
 */
public final class JobLimits {
  private static final int ROOT = 0;
  private static final int QUARTERS = 4;

  /** Marks a limit that follows another. */
  private static final int UNSET = -1;

  /** The part of the heap for finished jobs that are kept. */
  private static final int KEPT_PART = 16;

  /** The part of the heap for results that wait for room, of users who are not exempt. */
  private static final int UNDELIVERED_PART = 64;

  private final boolean throttling;
  private final int owner;
  private volatile int maxQueued = 64;
  private volatile int maxThrottled = 16;
  private volatile int workers = Runtime.getRuntime().availableProcessors();
  private volatile int keepFinished = 1000;
  private volatile int maxQueuedPerUser = UNSET;
  private volatile int maxRunningPerUser = UNSET;
  private volatile int maxCallbacksPerUser = 1000;
  private volatile long maxKeptBytes = Runtime.getRuntime().maxMemory() / KEPT_PART;
  private volatile long maxUndeliveredBytes = Runtime.getRuntime().maxMemory() / UNDELIVERED_PART;

  /**
   * @param throttling whether submitters can be throttled at all
   * @param owner the uid of the mount's owner
   */
  public JobLimits(boolean throttling, int owner) {
    this.throttling = throttling;
    this.owner = owner;
  }

  /** Whether the limits per user do not apply to this one: root, or the mount's owner. */
  public boolean exempts(int uid) {
    return uid == ROOT || uid == owner;
  }

  /** Whether submitters wait for room in the queue; if not, they get EAGAIN. */
  boolean throttling() {
    return throttling;
  }

  /** How many jobs may be queued. */
  public int maxQueued() {
    return maxQueued;
  }

  public void setMaxQueued(int count) {
    maxQueued = count;
  }

  /** How many submitters may wait for room in the queue. */
  public int maxThrottled() {
    return maxThrottled;
  }

  public void setMaxThrottled(int count) {
    maxThrottled = count;
  }

  /** How many threads run jobs. */
  public int workers() {
    return workers;
  }

  public void setWorkers(int count) {
    workers = count;
  }

  /** How many finished jobs are kept. */
  public int keepFinished() {
    return keepFinished;
  }

  public void setKeepFinished(int count) {
    keepFinished = count;
  }

  /** How many jobs a user may have queued, throttled ones included. */
  public int maxQueuedPerUser() {
    int set = maxQueuedPerUser;
    return set == UNSET ? (int) (((long) maxQueued + QUARTERS - 1) / QUARTERS) : set;
  }

  public void setMaxQueuedPerUser(int count) {
    maxQueuedPerUser = count;
  }

  /** Lets it follow a quarter of {@link #maxQueued} again. */
  public void unsetMaxQueuedPerUser() {
    maxQueuedPerUser = UNSET;
  }

  /** How many jobs of a user may run at a time. */
  public int maxRunningPerUser() {
    int set = maxRunningPerUser;
    return set == UNSET ? Math.max(1, workers - 1) : set;
  }

  public void setMaxRunningPerUser(int count) {
    maxRunningPerUser = count;
  }

  /** Lets it follow the number of workers again: one less, at least 1. */
  public void unsetMaxRunningPerUser() {
    maxRunningPerUser = UNSET;
  }

  /** How many results of a user may wait for room in their groups. */
  public int maxCallbacksPerUser() {
    return maxCallbacksPerUser;
  }

  public void setMaxCallbacksPerUser(int count) {
    maxCallbacksPerUser = count;
  }

  /** How many bytes all kept jobs may take. */
  long maxKeptBytes() {
    return maxKeptBytes;
  }

  void setMaxKeptBytes(long bytes) {
    maxKeptBytes = bytes;
  }

  /** How many bytes all results that wait for room may take; those of exempt users do not count. */
  long maxUndeliveredBytes() {
    return maxUndeliveredBytes;
  }

  void setMaxUndeliveredBytes(long bytes) {
    maxUndeliveredBytes = bytes;
  }
}

package synchmess.job;

/** The limits of a mount's job queue. Changed at any time by anyone; {@link Jobs#limitsChanged}. */
public final class JobLimits {
  private static final int ROOT = 0;
  private static final int QUARTERS = 4;

  /** Of a limit that follows another. */
  private static final int UNSET = -1;

  /** What all that is kept of jobs that have ended may take, as a part of the heap. */
  private static final int KEPT_PART = 16;

  /** Likewise, of what waits to be delivered for users who are not exempt. */
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

  /** Whether the limits per user are not for this one: root, and the mount's owner. */
  public boolean exempts(int uid) {
    return uid == ROOT || uid == owner;
  }

  /** Whether submitters wait for room in the queue; where not, they get EAGAIN. */
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

  /** How many jobs that have ended are kept. */
  public int keepFinished() {
    return keepFinished;
  }

  public void setKeepFinished(int count) {
    keepFinished = count;
  }

  /** How many jobs a user may have queued, his throttled submitters counted. */
  public int maxQueuedPerUser() {
    int set = maxQueuedPerUser;
    return set == UNSET ? (int) (((long) maxQueued + QUARTERS - 1) / QUARTERS) : set;
  }

  public void setMaxQueuedPerUser(int count) {
    maxQueuedPerUser = count;
  }

  /** Makes it a quarter of those that may be queued, whatever that is. */
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

  /** Makes it one less than there are workers, at least 1, whatever their number. */
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

  /** How many bytes all jobs that have ended may take while they are kept. */
  long maxKeptBytes() {
    return maxKeptBytes;
  }

  void setMaxKeptBytes(long bytes) {
    maxKeptBytes = bytes;
  }

  /** How many bytes all results that wait for room may take, but for those of exempt users. */
  long maxUndeliveredBytes() {
    return maxUndeliveredBytes;
  }

  void setMaxUndeliveredBytes(long bytes) {
    maxUndeliveredBytes = bytes;
  }
}

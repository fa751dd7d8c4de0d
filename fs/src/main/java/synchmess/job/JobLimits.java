package synchmess.job;

/** The limits of a mount's job queue. Changed at any time by anyone; {@link Jobs#limitsChanged}. */
public final class JobLimits {
  private final boolean throttling;
  private volatile int maxQueued = 64;
  private volatile int maxThrottled = 16;
  private volatile int workers = Runtime.getRuntime().availableProcessors();
  private volatile int keepFinished = 1000;

  /**
   * @param throttling whether submitters can be throttled at all
   */
  public JobLimits(boolean throttling) {
    this.throttling = throttling;
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
}

package synchmess.job;

import synchmess.errno.Errno;
import synchmess.waiting.Waiter;

/** A caller that waits for the end of a job. */
public abstract class EndWaiter extends Waiter {
  /**
   * Tells the caller the result. Called without any lock.
   *
   * @param result the job's own: not to be changed
   */
  protected abstract void ended(byte[] result);

  @Override
  public abstract void failed(Errno why);
}

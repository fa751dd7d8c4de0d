package synchmess.job;

import synchmess.waiting.Waiter;
import synchmess.waiting.Wakes;

/** A caller that waits for the end of a job. */
public abstract class EndWaiter extends Waiter {
  private byte[] result;

  /**
   * Tells the caller the result. Called without any lock.
   *
   * @param result the job's own: do not change it
   */
  protected abstract void ended(byte[] result);

  /** Ends the wait with a result. Called under the lock of the jobs. */
  final void end(byte[] its, Wakes wakes) {
    result = its;
    wakes.end(this);
  }

  @Override
  protected final void completed() {
    ended(result);
  }
}

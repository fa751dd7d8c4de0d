package synchmess.job;

import synchmess.errno.Errno;
import synchmess.owner.Owner;
import synchmess.waiting.Waiter;

/** A caller that submits a job, and is throttled while the queue is full. */
public abstract class Submission extends Waiter {
  final JobSpec spec;
  final Owner owner;
  final Notice notice;

  /** The id of its job, once queued. */
  long jobId;

  /**
   * @param notice tells the end of the job; the job queue closes it, whatever happens
   */
  protected Submission(JobSpec spec, Owner owner, Notice notice) {
    this.spec = spec;
    this.owner = owner;
    this.notice = notice;
  }

  /** Tells the caller that the job is queued. Called without any lock. */
  protected abstract void queued(long id);

  /** Tells the caller that the job is not queued. Called at most once, without any lock. */
  protected abstract void refused(Errno why);

  @Override
  protected final void completed() {
    queued(jobId);
  }

  @Override
  public final void failed(Errno why) {
    notice.close();
    refused(why);
  }
}

package synchmess.job;

import synchmess.errno.Errno;
import synchmess.owner.Owner;
import synchmess.waiting.Outcome;

/** A submission that remembers its outcome: {@code queued}, or the name of the error. */
final class RecordingSubmission extends Submission {
  private final Outcome outcome = new Outcome();
  private volatile long id;

  RecordingSubmission(JobSpec spec, Owner owner, Notice notice) {
    super(spec, owner, notice);
  }

  @Override
  protected void queued(long queuedAs) {
    id = queuedAs;
    outcome.is("queued");
  }

  @Override
  protected void refused(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }

  /** The job's id; 0 when it is not queued. */
  long id() {
    return id;
  }
}

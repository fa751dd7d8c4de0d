package synchmess.job;

import synchmess.group.Errno;

/** One who waits for the end of a job and remembers the result, or the name of the error. */
final class RecordingEndWaiter extends EndWaiter {
  private final Outcome outcome = new Outcome();

  @Override
  protected void ended(String result) {
    outcome.is(result);
  }

  @Override
  protected void failed(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }
}

package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import synchmess.errno.Errno;
import synchmess.waiting.Outcome;

/** One who waits for the end of a job and remembers the result, or the name of the error. */
final class RecordingEndWaiter extends EndWaiter {
  private final Outcome outcome = new Outcome();

  @Override
  protected void ended(byte[] result) {
    outcome.is(new String(result, UTF_8));
  }

  @Override
  public void failed(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }
}

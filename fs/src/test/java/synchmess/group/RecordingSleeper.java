package synchmess.group;

import synchmess.errno.Errno;

/** A sleeper that remembers its outcome: {@code awoken} or the name of the error. */
public final class RecordingSleeper extends Sleeper {
  private final Outcome outcome = new Outcome();

  @Override
  protected void awoken() {
    outcome.is("awoken");
  }

  @Override
  public void failed(Errno why) {
    outcome.is(why.name());
  }

  public String outcome() {
    return outcome.toString();
  }
}

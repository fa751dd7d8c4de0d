package synchmess.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Outcome;

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

  /**
   * Begins.
   *
   * @throws ErrnoException when it is refused at once
   */
  void begin(Group group) {
    group.sleep(this);
    outcome.throwIfRefused(Errno.ENODEV, Errno.ENOMEM);
  }
}

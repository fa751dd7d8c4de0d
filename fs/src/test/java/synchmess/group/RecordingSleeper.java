package synchmess.group;

/** A sleeper that remembers its outcome: {@code awoken} or the name of the error. */
final class RecordingSleeper extends Sleeper {
  private final Outcome outcome = new Outcome();

  @Override
  protected void awoken() {
    outcome.is("awoken");
  }

  @Override
  protected void failed(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }
}

package synchmess.group;

import synchmess.errno.Errno;

/** A sender that remembers its outcome: {@code sent} or the name of the error. */
final class RecordingSender extends Sender {
  private final Outcome outcome = new Outcome();

  private final boolean insists;

  RecordingSender(String... texts) {
    this(false, texts);
  }

  RecordingSender(boolean insists, String... texts) {
    super(TestGroup.bytes(texts));
    this.insists = insists;
  }

  @Override
  protected boolean insists() {
    return insists;
  }

  @Override
  protected void sent() {
    outcome.is("sent");
  }

  @Override
  public void failed(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }
}

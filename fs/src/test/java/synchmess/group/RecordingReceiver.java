package synchmess.group;

import synchmess.errno.Errno;

/** A receiver that remembers its outcome: the message's text or the name of the error. */
final class RecordingReceiver extends MessageReceiver {
  private final Outcome outcome = new Outcome();

  @Override
  protected void received(Message message) {
    outcome.is(TestGroup.text(message.content()));
  }

  @Override
  public void failed(Errno why) {
    outcome.is(why.name());
  }

  String outcome() {
    return outcome.toString();
  }
}

package synchmess.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Outcome;

/** A receiver that remembers its outcome: the message's text or the name of the error. */
final class RecordingReceiver extends MessageReceiver {
  private final Outcome outcome = new Outcome();

  RecordingReceiver() {
    this(FOREVER);
  }

  RecordingReceiver(int patience) {
    super(patience, false);
  }

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

  /**
   * Begins.
   *
   * @throws ErrnoException when it is refused at once
   */
  void begin(Group group) {
    group.receive(this);
    outcome.throwIfRefused(Errno.ENODEV, Errno.ENOMEM);
  }
}

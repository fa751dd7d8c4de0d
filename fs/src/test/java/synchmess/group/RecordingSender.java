package synchmess.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Outcome;

/** A sender that remembers its outcome: {@code sent} or the name of the error. */
final class RecordingSender extends BatchSender {
  private final Outcome outcome = new Outcome();

  RecordingSender(String... texts) {
    this(Patience.BY_POLICY, texts);
  }

  RecordingSender(Patience patience, String... texts) {
    super(patience, TestGroup.bytes(texts));
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

  /**
   * Begins.
   *
   * @throws ErrnoException when it is refused at once
   */
  void begin(Group group) {
    group.send(this);
    outcome.throwIfRefused(Errno.values());
  }
}

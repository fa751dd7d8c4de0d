package synchmess.group;

import java.util.List;
import java.util.stream.Collectors;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.waiting.Outcome;

/** A receiver of batches that remembers its outcome: the messages' texts or the error's name. */
final class RecordingBatchReceiver extends BatchReceiver {
  private final Outcome outcome = new Outcome();

  RecordingBatchReceiver(int room, int header) {
    super(FOREVER, room, header);
  }

  @Override
  protected void received(List<Message> messages) {
    outcome.is(text(messages));
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

  /** All texts, with commas between them. */
  static String text(List<Message> messages) {
    return messages.stream()
        .map(message -> TestGroup.text(message.content()))
        .collect(Collectors.joining(","));
  }
}

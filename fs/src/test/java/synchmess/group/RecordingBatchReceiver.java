package synchmess.group;

import java.util.List;
import java.util.stream.Collectors;
import synchmess.errno.Errno;

/** A receiver of batches that remembers its outcome: the messages' texts or the error's name. */
final class RecordingBatchReceiver extends BatchReceiver {
  private final Outcome outcome = new Outcome();

  RecordingBatchReceiver(int room, int header) {
    super(room, header);
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

  /** All texts, with commas between them. */
  static String text(List<Message> messages) {
    return messages.stream()
        .map(message -> TestGroup.text(message.content()))
        .collect(Collectors.joining(","));
  }
}

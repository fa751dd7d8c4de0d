package synchmess.group;

import java.util.concurrent.CompletableFuture;

/** A receiver whose thread waits for its message. */
final class FutureReceiver extends MessageReceiver {
  private final CompletableFuture<Message> outcome = new CompletableFuture<>();

  @Override
  protected void received(Message message) {
    outcome.complete(message);
  }

  @Override
  protected void failed(Errno why) {
    outcome.completeExceptionally(new ErrnoException(why));
  }

  /**
   * The message's text.
   *
   * @throws ErrnoException when it got none
   */
  String join() {
    return TestGroup.text(Futures.join(outcome).content());
  }
}

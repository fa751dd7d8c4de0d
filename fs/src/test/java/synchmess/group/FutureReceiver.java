package synchmess.group;

import java.util.concurrent.CompletableFuture;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** A receiver whose thread waits for its message. */
public final class FutureReceiver extends MessageReceiver {
  private final CompletableFuture<Message> outcome = new CompletableFuture<>();

  public FutureReceiver() {
    super(FOREVER, false);
  }

  @Override
  protected void received(Message message) {
    outcome.complete(message);
  }

  @Override
  public void failed(Errno why) {
    outcome.completeExceptionally(new ErrnoException(why));
  }

  /**
   * The message's text.
   *
   * @throws ErrnoException when it got none
   */
  public String join() {
    return TestGroup.text(Futures.join(outcome).content());
  }
}

package synchmess.group;

import java.util.concurrent.CompletableFuture;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** A sender whose thread waits until its message is stored. */
final class FutureSender extends MessageSender {
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

  FutureSender(String text) {
    super(Patience.BY_POLICY, TestGroup.bytes(text));
  }

  /** Begins to send. */
  void sendTo(Group group) {
    group.send(this);
  }

  @Override
  protected void sent() {
    outcome.complete(true);
  }

  @Override
  public void failed(Errno why) {
    outcome.completeExceptionally(new ErrnoException(why));
  }

  /**
   * Waits.
   *
   * @throws ErrnoException when the message is not stored
   */
  void join() {
    Futures.join(outcome);
  }
}

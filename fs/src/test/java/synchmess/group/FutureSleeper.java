package synchmess.group;

import java.util.concurrent.CompletableFuture;

/** A sleeper whose thread sleeps. */
final class FutureSleeper extends Sleeper {
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

  @Override
  protected void awoken() {
    outcome.complete(true);
  }

  @Override
  protected void failed(Errno why) {
    outcome.completeExceptionally(new ErrnoException(why));
  }

  /**
   * Sleeps until the awake.
   *
   * @throws ErrnoException when it ended otherwise
   */
  void join() {
    Futures.join(outcome);
  }
}

package synchmess.group;

import java.util.concurrent.CompletableFuture;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** A sleeper whose thread sleeps. */
final class FutureSleeper extends Sleeper {
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

  @Override
  protected void awoken() {
    outcome.complete(true);
  }

  @Override
  public void failed(Errno why) {
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

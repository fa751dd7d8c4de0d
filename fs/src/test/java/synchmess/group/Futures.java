package synchmess.group;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import synchmess.errno.ErrnoException;

/** Waiting for a parked caller's outcome. */
final class Futures {
  private Futures() {}

  /**
   * Waits for the outcome.
   *
   * @throws ErrnoException when it is an error
   */
  static <T> T join(CompletableFuture<T> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ErrnoException why) {
        throw why;
      }
      throw failed;
    }
  }
}

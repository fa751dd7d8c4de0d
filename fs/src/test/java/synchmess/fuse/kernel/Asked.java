package synchmess.fuse.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A request that was asked of the session, and the answer that it awaits. */
final class Asked {
  private static final int LIMIT_SECONDS = 20;

  private final long unique;
  private final CompletableFuture<Sent> answer = new CompletableFuture<>();

  Asked(long unique) {
    this.unique = unique;
  }

  long unique() {
    return unique;
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  void complete(Sent its) {
    answer.complete(its);
  }

  /** Waits for the answer. */
  Sent answer() {
    return answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits for the answer: {@code OK}, the error's name, or {@code GONE}. */
  String outcome() {
    return answer().outcome();
  }

  /** Waits for the answer, which has data: as text; or else its outcome. */
  String text() {
    Sent its = answer();
    return its.outcome().equals("OK") ? its.text() : its.outcome();
  }
}

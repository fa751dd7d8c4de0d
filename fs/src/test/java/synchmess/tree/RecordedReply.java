package synchmess.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import synchmess.errno.Errno;

/** A reply that remembers its answer; one that refuses does so to data. */
public final class RecordedReply implements Reply {
  public static final String WAITING = "waiting";
  public static final String REFUSED = "refused";

  private final boolean refuses;
  private final Runnable meanwhile;
  private String answer = WAITING;

  public RecordedReply() {
    this(false, () -> {});
  }

  private RecordedReply(boolean refuses, Runnable meanwhile) {
    this.refuses = refuses;
    this.meanwhile = meanwhile;
  }

  /** Of a caller who is gone. */
  public static RecordedReply refusing() {
    return refusing(() -> {});
  }

  /** Of a caller who is gone, with what happens before that is noticed. */
  public static RecordedReply refusing(Runnable meanwhile) {
    return new RecordedReply(true, meanwhile);
  }

  @Override
  public boolean data(byte[] bytes, int from, int length) {
    meanwhile.run();
    answer(refuses ? REFUSED : new String(bytes, from, length, UTF_8));
    return !refuses;
  }

  @Override
  public void value(int value) {
    answer("" + value);
  }

  @Override
  public void failed(Errno why) {
    answer(why.name());
  }

  private synchronized void answer(String answer) {
    if (!this.answer.equals(WAITING)) {
      throw new AssertionError("answered twice: " + this.answer + ", then " + answer);
    }
    this.answer = answer;
  }

  /** The data as text, the value, or the name of the error. */
  @Override
  public synchronized String toString() {
    return answer;
  }
}

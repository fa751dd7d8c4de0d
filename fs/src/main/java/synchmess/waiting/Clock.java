package synchmess.waiting;

/** Time as the messaging core sees it; tests move their own. */
public interface Clock {

  /** Monotonic time in ns, from an arbitrary origin: only differences mean something. */
  long nanos();

  /** Wall time in ms since the epoch, for the times that stat(2) shows. */
  long wallMillis();

  /**
   * Runs {@code action} once, {@code delayNanos} from now, on a thread that holds no lock.
   *
   * @param delayNanos at once when 0 or negative
   */
  Alarm after(long delayNanos, Runnable action);

  /** An action that is still to come. */
  interface Alarm {
    /** Forgets the action; without effect when it has begun. */
    void cancel();
  }
}

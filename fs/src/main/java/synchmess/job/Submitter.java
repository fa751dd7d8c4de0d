package synchmess.job;

import synchmess.owner.Owner;

/** A process that has opened {@code submit}. Safe for use by many threads. */
public interface Submitter extends AutoCloseable {
  Owner owner();

  /**
   * A signal to this process, whoever gets its pid later. It outlives this object, and has its own
   * close.
   *
   * @param number from 1 to 64
   */
  Signal signal(int number);

  /** Lets go of the process. */
  @Override
  void close();

  /** A signal to send. */
  interface Signal extends AutoCloseable {
    /** Sends it; false when the process is gone or has become another user's. */
    boolean send();

    /** Lets go of the process. */
    @Override
    void close();
  }
}

package synchmess.job;

import synchmess.owner.Owner;

/** A process that has opened {@code submit}. Safe for use by many threads. */
public interface Submitter extends AutoCloseable {
  Owner owner();

  /**
   * A signal to this process, whatever else gets its pid later. It outlives this object, and is
   * closed by itself.
   *
   * @param number from 1 to 64
   */
  Signal signal(int number);

  /** Lets go of the process. */
  @Override
  void close();

  /** A signal that is to be sent. */
  interface Signal extends AutoCloseable {
    /** Sends it, unless the process is gone or has become another user's: then returns false. */
    boolean send();

    /** Lets go of the process. */
    @Override
    void close();
  }
}

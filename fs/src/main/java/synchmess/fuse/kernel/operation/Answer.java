package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.Memory;

/** The answer to one request. Any thread may send it, once; later sends are dropped. */
public interface Answer {

  /** Of the request. */
  long unique();

  /** The most bytes of a body. */
  long capacity();

  /**
   * Room for the answer's structure and data; the calling thread's until the send. It may overlay
   * the request's payload: read that first.
   */
  Memory body();

  /**
   * Sends it. Throws nothing; without a body it needs no memory.
   *
   * @param error 0, or minus errno; then without a body
   * @param length of the body, in bytes
   * @return false when the kernel refused it: nobody waits for it any more
   */
  boolean send(int error, int length);

  /** Whether its request may be parked, or would take the last room from others. */
  boolean mayPark();
}

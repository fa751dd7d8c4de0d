package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.Memory;

/**
 * The way back for one request. It is sent once, from any thread; what is sent after that is
 * dropped.
 */
public interface Answer {

  /** Of the request. */
  long unique();

  /** The most bytes of a body. */
  long capacity();

  /**
   * Where the answer's structure and data go, before it is sent. It belongs to the calling thread
   * until then. It may be where the request's payload is, which must be read before.
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

  /** Whether its request may wait; where not, there would soon be no room for others. */
  boolean mayPark();
}

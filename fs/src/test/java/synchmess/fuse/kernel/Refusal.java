package synchmess.fuse.kernel;

/** Which answers find nobody any more. */
@FunctionalInterface
interface Refusal {
  /**
   * @param length of the answer's body
   */
  boolean refuses(long unique, int length);
}

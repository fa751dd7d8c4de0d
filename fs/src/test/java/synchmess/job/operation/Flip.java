package synchmess.job.operation;

/** Changes one bit. */
final class Flip {
  private Flip() {}

  /** A copy with that bit changed; the first byte's are 0 to 7. */
  static byte[] bit(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return changed;
  }
}

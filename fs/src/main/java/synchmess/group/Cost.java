package synchmess.group;

/**
 * What a message takes of the heap: its content and a constant overhead.
 *
 * <p>A ready message has an array header and a slot in its queue: 32 bytes at most. A delayed or
 * returned one has a {@link Message} and a place in a heap, whose array may be growing: 58 bytes,
 * or 76 where references take 8.
 */
final class Cost {
  /** Bytes beyond the content; no less than what GroupMemoryTest measures. */
  static final int OVERHEAD = 80;

  /** Objects begin at multiples of this, in bytes. */
  private static final int ALIGNMENT = 8;

  private Cost() {}

  /** Of one message with {@code size} bytes of content. */
  static long of(long size) {
    return OVERHEAD + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static long of(byte[]... contents) {
    long cost = 0;
    for (byte[] content : contents) {
      cost += of(content.length);
    }
    return cost;
  }

  /** Of a draft: while it grows it may take twice its size; an empty one takes nothing. */
  static long ofDraft(long size) {
    return size == 0 ? 0 : of(2 * size);
  }
}

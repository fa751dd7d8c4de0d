package synchmess.examples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of each message of a producer; {@code struct stamp} in C. The rest of the message, if
 * any, is filling.
 *
 * @param sender one thread of one producer, 0 to {@link #MAX_SENDERS} - 1
 * @param number 1, 2, 3 ... for each sender and group; in a last message how many messages this
 *     producer has sent to the group
 * @param sentNanos {@link System#nanoTime} just before the write. On Linux that is CLOCK_MONOTONIC,
 *     the same for all processes of a machine.
 * @param delayMillis the group's send delay then
 * @param last whether this producer sends nothing more to this group
 */
record Stamp(int sender, long number, long sentNanos, int delayMillis, boolean last) {
  static final int SIZE = 32;
  static final int MAX_SENDERS = 1024;

  private static final int MAGIC = 0x70617473;

  /** A buffer for messages of that many bytes. */
  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Writes it to the head of a message. */
  void put(ByteBuffer message) {
    message
        .putInt(0, MAGIC)
        .putInt(4, sender)
        .putLong(8, number)
        .putLong(16, sentNanos)
        .putInt(24, delayMillis)
        .putInt(28, last ? 1 : 0);
  }

  /** The stamp of a message of that many bytes; null when it has none. */
  static Stamp of(ByteBuffer message, int length) {
    if (length < SIZE || message.getInt(0) != MAGIC || !isSender(message.getInt(4))) {
      return null;
    }
    return new Stamp(
        message.getInt(4),
        message.getLong(8),
        message.getLong(16),
        message.getInt(24),
        message.getInt(28) != 0);
  }

  private static boolean isSender(int number) {
    return number >= 0 && number < MAX_SENDERS;
  }
}

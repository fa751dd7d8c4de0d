package synchmess.group;

/**
 * One message: its bytes and its place in the order. Immutable but for the bytes, which nobody
 * changes.
 */
public final class Message implements Comparable<Message> {
  final byte[] content;

  /** When it becomes (or became) ready, in ns of the group's clock. */
  final long due;

  /** Its place in the order of sending, unique in its group. */
  final long sequence;

  Message(byte[] content, long due, long sequence) {
    this.content = content;
    this.due = due;
    this.sequence = sequence;
  }

  /** The bytes themselves, not a copy. */
  public byte[] content() {
    return content;
  }

  public int size() {
    return content.length;
  }

  /** Earlier due first, then earlier sent. */
  @Override
  public int compareTo(Message other) {
    long difference = due - other.due;
    return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence);
  }
}

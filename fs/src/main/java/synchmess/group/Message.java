package synchmess.group;

/** One message: its bytes and its place in the order. Immutable; nobody changes the bytes. */
public final class Message {
  final byte[] content;

  /** When it becomes (or became) ready, in ns of the group's clock. */
  final long due;

  /** Its place: while delayed, in the order of sending; then, in the order of becoming ready. */
  final long place;

  Message(byte[] content, long due, long place) {
    this.content = content;
    this.due = due;
    this.place = place;
  }

  /** The bytes themselves, not a copy. */
  public byte[] content() {
    return content;
  }

  public int size() {
    return content.length;
  }
}

package synchmess.group;

/** One message: its bytes and its place in the order. Immutable; nobody changes the bytes. */
public final class Message {
  final byte[] content;

  /** Its number: grows in the order of sending within the group, from 1 on; never given twice. */
  final long id;

  /** When it becomes (or became) ready, in ns of the group's clock. */
  final long due;

  /** Its place in the order of becoming ready; 0 while it is delayed. */
  final long place;

  Message(byte[] content, long id, long due, long place) {
    this.content = content;
    this.id = id;
    this.due = due;
    this.place = place;
  }

  /** The bytes themselves, not a copy. */
  public byte[] content() {
    return content;
  }

  public long id() {
    return id;
  }

  public int size() {
    return content.length;
  }
}

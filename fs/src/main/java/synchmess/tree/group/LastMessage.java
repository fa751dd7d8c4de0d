package synchmess.tree.group;

/**
 * What reads may still want of the last message that an open file took: the part already read, for
 * a reader that seeks back, and the rest that a short read kept. Offsets are those of the file.
 * Guarded by its handle.
 */
final class LastMessage {
  /** Null while nothing of a message is wanted. */
  private byte[] content;

  /** The offset at which the first byte of the content would be; may be negative. */
  private long origin;

  /** Bytes of the content from here to {@link #end} were read, at their offsets. */
  private int start;

  private int end;

  /** Whether what follows the end is read next. */
  private boolean restIsKept;

  byte[] content() {
    return content;
  }

  /** Whether the next read, wherever it is, continues the message. */
  boolean hasRest() {
    return restIsKept;
  }

  /** Where in the content the rest begins. */
  int end() {
    return end;
  }

  /** Where in the content the byte at that offset is; −1 unless it was read. */
  int find(long offset) {
    boolean wasRead = content != null && offset >= origin + start && offset < origin + end;
    return wasRead ? (int) (offset - origin) : -1;
  }

  /** Begins with a message; a read at that offset got its first {@code length} bytes. */
  void begin(byte[] its, long offset, int length, boolean keepsRest) {
    content = its;
    origin = offset;
    start = 0;
    end = length;
    restIsKept = keepsRest && length < its.length;
  }

  /** A read at that offset got {@code length} bytes of the rest. */
  void readOn(long offset, int length, boolean keepsRest) {
    if (offset != origin + end) {
      origin = offset - end;
      start = end;
    }
    end += length;
    restIsKept = keepsRest && end < content.length;
  }

  /** Forgets the message and returns it; null without one. */
  byte[] clear() {
    byte[] before = content;
    content = null;
    restIsKept = false;
    return before;
  }
}

package synchmess.tree.group;

/**
 * The message that an open file has taken last, as far as its reads may still want it: what they
 * got of it, to be given again to a reader that seeks back, and the rest that a short read has
 * kept. Offsets are those of the file. Guarded by its handle.
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

  /** Where in the content the byte of that offset is, which was read already; −1 if none was. */
  int find(long offset) {
    boolean wasRead = content != null && offset >= origin + start && offset < origin + end;
    return wasRead ? (int) (offset - origin) : -1;
  }

  /** Begins with a message of which a read at that offset got so many bytes. */
  void begin(byte[] its, long offset, int length, boolean keepsRest) {
    content = its;
    origin = offset;
    start = 0;
    end = length;
    restIsKept = keepsRest && length < its.length;
  }

  /** So many bytes of the rest were read, at that offset. */
  void readOn(long offset, int length, boolean keepsRest) {
    if (offset != origin + end) {
      origin = offset - end;
      start = end;
    }
    end += length;
    restIsKept = keepsRest && end < content.length;
  }

  /** Returns what was kept; null when nothing was. */
  byte[] clear() {
    byte[] before = content;
    content = null;
    restIsKept = false;
    return before;
  }
}

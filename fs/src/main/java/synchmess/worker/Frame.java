package synchmess.worker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A message between the daemon and a worker process: a kind (a letter), a length (four bytes,
 * big-endian) and as many bytes.
 */
final class Frame {
  /** In bytes. */
  static final int HEADER = 5;

  /** The longest content, in bytes: the words of a job, or a result. */
  static final int MAX_CONTENT = 1 << 18;

  /** Who says it, and what it means. */
  enum Kind {
    /** Daemon: work for this user from now on. */
    BECOME('u'),
    /** Worker: done. */
    READY('r'),
    /** Daemon: do a job. */
    JOB('j'),
    /** Worker: the job is so far. */
    PROGRESS('p'),
    /** Worker: I make a temporary file next. The answer is {@link #NOTED}. */
    BEGIN_FILE('b'),
    /** Worker: this is the key of the file. The answer is {@link #NOTED}. */
    KNOW_FILE('k'),
    /** Worker: the file is gone. */
    END_FILE('d'),
    /** Daemon: it is noted, or not. */
    NOTED('n'),
    /** Worker: the job has ended. */
    ENDED('e'),
    /** Daemon: remove a temporary file. The answer is {@link #READY}. */
    CLEAN('c');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private final Kind kind;
  private final byte[] content;

  private Frame(Kind kind, byte[] content) {
    this.kind = kind;
    this.content = content;
  }

  /** A frame without content. */
  static Frame of(Kind kind) {
    return new Frame(kind, new byte[0]);
  }

  static Frame of(Kind kind, Fields fields) {
    return new Frame(kind, fields.bytes());
  }

  static Frame of(Kind kind, byte[] content) {
    return new Frame(kind, content);
  }

  Kind kind() {
    return kind;
  }

  byte[] content() {
    return content;
  }

  /** Its content, to read field by field. */
  DataInputStream fields() {
    return new DataInputStream(new ByteArrayInputStream(content));
  }

  /** All of it, in one piece. */
  byte[] bytes() {
    return ByteBuffer.allocate(HEADER + content.length)
        .put((byte) kind.letter)
        .putInt(content.length)
        .put(content)
        .array();
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes());
    out.flush();
  }

  /**
   * Reads the next one.
   *
   * @throws IOException when it makes no sense; EOFException at the end
   */
  static Frame read(DataInputStream in) throws IOException {
    Kind kind = kind(in.readByte());
    byte[] content = new byte[length(in.readInt())];
    in.readFully(content);
    return new Frame(kind, content);
  }

  /**
   * @throws IOException when there is none of that letter
   */
  static Kind kind(byte letter) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw new IOException("no kind of frame: " + letter);
  }

  /**
   * @throws IOException when no frame is that long
   */
  static int length(int length) throws IOException {
    if (length < 0 || length > MAX_CONTENT) {
      throw new IOException("no length of a frame: " + length);
    }
    return length;
  }
}

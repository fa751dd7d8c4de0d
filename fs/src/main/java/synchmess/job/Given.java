package synchmess.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The lines that an operation gives, up to the first that does not fit; of the rest it keeps only
 * the size. Used by one thread.
 */
final class Given {
  private final int room;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long cut;

  /**
   * @param room in bytes
   */
  Given(int room) {
    this.room = room;
  }

  void add(String line) {
    byte[] more = (line + "\n").getBytes(UTF_8);
    if (cut > 0 || bytes.size() + more.length > room) {
      cut += more.length;
    } else {
      bytes.writeBytes(more);
    }
  }

  /** All lines that fit. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** How many bytes did not fit. */
  long cut() {
    return cut;
  }
}

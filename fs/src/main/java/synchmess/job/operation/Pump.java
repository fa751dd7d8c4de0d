package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Moves bytes from here to there. */
final class Pump {
  /** In bytes. */
  static final int BUFFER_SIZE = 256 << 10;

  private Pump() {}

  /**
   * Moves all bytes.
   *
   * @return how many
   */
  static long move(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    long moved = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      moved += n;
    }
    return moved;
  }
}

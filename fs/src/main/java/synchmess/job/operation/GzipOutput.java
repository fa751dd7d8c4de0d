package synchmess.job.operation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses, in the format of RFC 1952. */
final class GzipOutput extends GZIPOutputStream {
  /** In bytes. */
  private static final int BUFFER_SIZE = 64 << 10;

  /**
   * Over this stream.
   *
   * @param level from 1, fastest, to 9, smallest
   */
  GzipOutput(OutputStream out, int level) throws IOException {
    super(out, BUFFER_SIZE);
    def.setLevel(level);
  }

  /** Frees the native memory, whatever happens. */
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      def.end();
    }
  }
}

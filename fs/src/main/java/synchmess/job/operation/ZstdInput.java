package synchmess.job.operation;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Decompresses one frame or several, one after the other, as {@code zstd -d} does. Unlike
 * zstd-jni's own stream, it notices when a later frame is cut.
 *
 * <p>Source: {@code ZSTD_decompressStream} in zstd.h; a window has up to 128 MiB.
 */
final class ZstdInput extends InputStream {
  /** In bytes, of each buffer. */
  private static final int BUFFER_SIZE = 128 << 10;

  private final InputStream in;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] chunk = new byte[BUFFER_SIZE];

  // What was read and is not decompressed, and what was decompressed and is not given.
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);
  private final ByteBuffer result = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);

  /** Whether the last frame begun is decompressed; false before the first. */
  private boolean whole;

  /** Over this stream; leaves it open. */
  ZstdInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!result.hasRemaining()) {
      boolean atEnd = !compressed.hasRemaining() && !refill();
      if (atEnd && whole) {
        return -1;
      }
      decompress();
      if (atEnd && !whole && !result.hasRemaining()) {
        throw new EOFException();
      }
    }
    int given = Math.min(length, result.remaining());
    result.get(bytes, offset, given);
    return given;
  }

  /** False at the end of the stream. */
  private boolean refill() throws IOException {
    int read = in.read(chunk);
    if (read > 0) {
      compressed.clear().put(chunk, 0, read).flip();
    }
    return read > 0;
  }

  private void decompress() throws IOException {
    result.clear();
    try {
      whole = context.decompressDirectByteBufferStream(result, compressed);
    } catch (ZstdException e) {
      result.limit(0);
      throw new IOException(e.getMessage(), e);
    }
    result.flip();
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    context.close();
  }
}

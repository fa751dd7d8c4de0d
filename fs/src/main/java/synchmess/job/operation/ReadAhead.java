package synchmess.job.operation;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The bytes of a stream, for an inflater that takes as many as it needs. */
final class ReadAhead {
  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];

  /** The bytes from {@code next} to {@code limit} are not taken yet. */
  private int next;

  private int limit;

  ReadAhead(InputStream in) {
    this.in = in;
  }

  boolean isAtEnd() throws IOException {
    if (next == limit) {
      next = 0;
      limit = Math.max(in.read(buffer), 0);
    }
    return next == limit;
  }

  /** Whether the next byte is a zero. */
  boolean isAtZero() throws IOException {
    return !isAtEnd() && buffer[next] == 0;
  }

  /** The next byte, from 0 to 255. */
  int take() throws IOException {
    checkNotAtEnd();
    return Byte.toUnsignedInt(buffer[next++]);
  }

  void give(Inflater inflater) throws IOException {
    checkNotAtEnd();
    inflater.setInput(buffer, next, limit - next);
    next = limit;
  }

  /** Takes back what the inflater did not need of its last input. */
  void takeBack(Inflater inflater) {
    next = limit - inflater.getRemaining();
  }

  private void checkNotAtEnd() throws IOException {
    if (isAtEnd()) {
      throw new EOFException();
    }
  }
}

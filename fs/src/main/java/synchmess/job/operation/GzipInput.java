package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses one member or several, one after the other, as {@code gzip -d} does; zeros may
 * follow the last. Unlike the JDK's, it takes neither damage nor an exception of the stream below
 * for the end.
 *
 * <p>Source: RFC 1952.
 */
final class GzipInput extends InputStream {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;

  // Flags of a header.
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** The bytes of a header after the flags: time, extra flags, system. */
  private static final int REST_SIZE = 6;

  /** Where in the file the next byte is. */
  private enum Place {
    FIRST_HEADER,
    DATA,
    AFTER_MEMBER,
    END
  }

  private final ReadAhead in;
  private final Inflater inflater = new Inflater(true);

  /** Of the header, then of the data. */
  private final CRC32 crc = new CRC32();

  private Place place = Place.FIRST_HEADER;

  /** Over this stream; leaves it open. */
  GzipInput(InputStream in) {
    this.in = new ReadAhead(in);
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
    int read = 0;
    while (read == 0 && place != Place.END) {
      switch (place) {
        case FIRST_HEADER -> readHeader();
        case DATA -> read = readData(bytes, offset, length);
        default -> readAfterMember();
      }
    }
    return read == 0 ? -1 : read;
  }

  private void readHeader() throws IOException {
    crc.reset();
    require(headerNumber() == MAGIC);
    require(headerByte() == DEFLATE);
    int flags = headerByte();
    require((flags & RESERVED) == 0);
    skip(REST_SIZE);
    if ((flags & HAS_EXTRA) != 0) {
      skip(headerNumber());
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CRC) != 0) {
      long sum = crc.getValue() & 0xffff;
      require(headerNumber() == sum);
    }
    crc.reset();
    inflater.reset();
    place = Place.DATA;
  }

  private int headerByte() throws IOException {
    int b = in.take();
    crc.update(b);
    return b;
  }

  private int headerNumber() throws IOException {
    return headerByte() | headerByte() << 8;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      headerByte();
    }
  }

  /** Skips a text, up to its zero. */
  private void skipText() throws IOException {
    int b;
    do {
      b = headerByte();
    } while (b != 0);
  }

  /** Gives 0 when the member has ended. */
  private int readData(byte[] bytes, int offset, int length) throws IOException {
    int read = inflate(bytes, offset, length);
    while (read == 0 && !inflater.finished()) {
      require(!inflater.needsDictionary());
      in.give(inflater);
      read = inflate(bytes, offset, length);
    }
    crc.update(bytes, offset, read);
    if (read == 0) {
      in.takeBack(inflater);
      readTrailer();
    }
    return read;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void readTrailer() throws IOException {
    require(trailerNumber() == crc.getValue());
    require(trailerNumber() == (inflater.getBytesWritten() & 0xffff_ffffL));
    place = Place.AFTER_MEMBER;
  }

  private long trailerNumber() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      number |= (long) in.take() << shift;
    }
    return number;
  }

  private void readAfterMember() throws IOException {
    if (in.isAtEnd()) {
      place = Place.END;
    } else if (in.isAtZero()) {
      skipZeros();
    } else {
      readHeader();
    }
  }

  private void skipZeros() throws IOException {
    while (!in.isAtEnd()) {
      require(in.take() == 0);
    }
  }

  private static void require(boolean condition) throws ZipException {
    if (!condition) {
      throw new ZipException("not in gzip format");
    }
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    inflater.end();
  }
}

package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import synchmess.job.word.BadJobException;
import synchmess.job.word.Options;

/** A format of compressed files. */
enum Codec {
  GZIP(9, 6) {
    @Override
    OutputStream compressing(OutputStream out, int level) throws IOException {
      return new GzipOutput(out, level);
    }

    @Override
    InputStream decompressing(InputStream in) {
      return new GzipInput(in);
    }
  },

  ZSTD(19, 3) {
    @Override
    OutputStream compressing(OutputStream out, int level) throws IOException {
      return ZstdLibrary.compressing(out, level);
    }

    @Override
    InputStream decompressing(InputStream in) throws IOException {
      return ZstdLibrary.decompressing(in);
    }
  };

  private final int maxLevel;
  private final int usualLevel;

  Codec(int maxLevel, int usualLevel) {
    this.maxLevel = maxLevel;
    this.usualLevel = usualLevel;
  }

  static Codec of(Options options) throws BadJobException {
    return options.word("format", "gzip", "zstd").equals("gzip") ? GZIP : ZSTD;
  }

  int level(Options options) throws BadJobException {
    return (int) options.number("level", 1, maxLevel, usualLevel);
  }

  /** As the option has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Compresses what is written to it. */
  abstract OutputStream compressing(OutputStream out, int level) throws IOException;

  /** Decompresses. Damaged or incomplete data is an IOException. */
  abstract InputStream decompressing(InputStream in) throws IOException;
}

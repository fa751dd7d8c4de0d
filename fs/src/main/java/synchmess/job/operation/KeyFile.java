package synchmess.job.operation;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Source;
import synchmess.job.work.Work;

/**
 * A key in a file: 16 or 32 bytes, or twice as many digits of base 16, with or without a newline.
 */
final class KeyFile implements KeySource {
  /** The longest: digits and a newline. */
  private static final int MAX_SIZE = 65;

  /** The permission bits of group and others. */
  private static final int NOT_THE_OWNER = 077;

  private final String path;

  KeyFile(String path) {
    this.path = path;
  }

  @Override
  public CipherHeader.Kind kind() {
    return CipherHeader.Kind.KEY_FILE;
  }

  @Override
  public CipherHeader newHeader() {
    return CipherHeader.ofKeyFile();
  }

  @Override
  public Key key(CipherHeader header, Work work) throws IOException {
    byte[] content = content(work);
    try {
      return new Key(key(content));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private byte[] content(Work work) throws IOException {
    try (Source file = work.workspace().open(path, false)) {
      if ((file.status().permissions() & NOT_THE_OWNER) != 0) {
        throw new JobFailedException(
            Errno.EACCES, path + ": a key that others than its owner may use is none; chmod 600");
      }
      return file.readNBytes(MAX_SIZE + 1);
    }
  }

  private byte[] key(byte[] content) throws JobFailedException {
    int size = content.length;
    return switch (size) {
      case 16 -> content.clone();
      case 32 -> isHex(content, size) ? parsed(content, size) : content.clone();
      case 33, 64, 65 -> parsed(content, size & ~1);
      default -> throw notAKey();
    };
  }

  private byte[] parsed(byte[] content, int digits) throws JobFailedException {
    boolean ends = content.length == digits || content[digits] == '\n';
    if (!ends || !isHex(content, digits)) {
      throw notAKey();
    }
    byte[] key = new byte[digits / 2];
    for (int i = 0; i < key.length; i++) {
      key[i] =
          (byte)
              (HexFormat.fromHexDigit(content[2 * i]) << 4
                  | HexFormat.fromHexDigit(content[2 * i + 1]));
    }
    return key;
  }

  private static boolean isHex(byte[] content, int digits) {
    for (int i = 0; i < digits; i++) {
      if (!HexFormat.isHexDigit(content[i])) {
        return false;
      }
    }
    return true;
  }

  private JobFailedException notAKey() {
    return new JobFailedException(
        Errno.EINVAL, path + ": a key is 16 or 32 bytes, or 32 or 64 digits of base 16");
  }
}

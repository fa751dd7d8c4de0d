package synchmess.job.operation;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/** The digest of what is written to it. */
abstract class Digest extends OutputStream {
  /** The names of the algorithms; the first is the default. */
  static final String[] NAMES = {"sha256", "sha512", "sha1", "md5", "crc32c"};

  private static final Map<String, String> OF_THE_JDK =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512", "sha1", "SHA-1", "md5", "MD5");

  /** Of nothing, as yet. */
  static Digest of(String name) {
    return name.equals("crc32c") ? new Crc() : new Message(OF_THE_JDK.get(name));
  }

  @Override
  public final void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  /** In digits of base 16, lower case. */
  abstract String hex();

  private static final class Message extends Digest {
    private final MessageDigest digest;

    Message(String algorithm) {
      try {
        digest = MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static final class Crc extends Digest {
    private final CRC32C crc = new CRC32C();

    @Override
    public void write(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    String hex() {
      return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }
  }
}

package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The beginning of an encrypted file. It is authenticated together with the rest.
 *
 * <pre>
 * 8 bytes   synchenc
 * 1 byte    version: 1
 * 1 byte    kind: 1, a key of a file; 2, a key derived from a passphrase; then only:
 * 1 byte    how it is derived: 1, PBKDF2WithHmacSHA512
 * 4 bytes   its iterations, the most significant byte first
 * 16 bytes  its salt
 * </pre>
 *
 * <p>Version 1 is followed by a stream of Tink's AES-GCM-HKDF with segments of 64 KiB.
 */
final class CipherHeader {
  /** The source of a file's key. */
  enum Kind {
    KEY_FILE(1, "key_file"),
    PASSPHRASE(2, "passphrase");

    private final byte number;
    private final String word;

    Kind(int number, String word) {
      this.number = (byte) number;
      this.word = word;
    }

    private static Kind of(byte number) throws MalformedHeaderException {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      throw new MalformedHeaderException();
    }

    /** As the option is called. */
    String word() {
      return word;
    }
  }

  /** The most iterations that a header may ask for: no job that derives a key can be cancelled. */
  static final int MAX_ITERATIONS = 500_000;

  private static final byte[] MAGIC = "synchenc".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int PBKDF2_HMAC_SHA512 = 1;
  private static final int SALT_SIZE = 16;
  private static final int FIXED_SIZE = MAGIC.length + 2;
  private static final int DERIVATION_SIZE = 1 + Integer.BYTES + SALT_SIZE;

  private final Kind kind;
  private final int iterations;
  private final byte[] salt;

  private CipherHeader(Kind kind, int iterations, byte[] salt) {
    this.kind = kind;
    this.iterations = iterations;
    this.salt = salt;
  }

  /** For a new file with a key from a file. */
  static CipherHeader ofKeyFile() {
    return new CipherHeader(Kind.KEY_FILE, 0, new byte[0]);
  }

  /** For a new file with a key from a passphrase; has a new salt. */
  static CipherHeader ofPassphrase(int iterations) {
    byte[] salt = new byte[SALT_SIZE];
    new SecureRandom().nextBytes(salt);
    return new CipherHeader(Kind.PASSPHRASE, iterations, salt);
  }

  /** Reads it from the beginning of a file. */
  static CipherHeader read(InputStream file) throws IOException, MalformedHeaderException {
    ByteBuffer fixed = take(file, FIXED_SIZE);
    byte[] magic = new byte[MAGIC.length];
    fixed.get(magic);
    require(Arrays.equals(magic, MAGIC));
    require(fixed.get() == VERSION);
    Kind kind = Kind.of(fixed.get());
    return kind == Kind.KEY_FILE ? ofKeyFile() : readDerivation(file);
  }

  private static CipherHeader readDerivation(InputStream file)
      throws IOException, MalformedHeaderException {
    ByteBuffer derivation = take(file, DERIVATION_SIZE);
    require(derivation.get() == PBKDF2_HMAC_SHA512);
    int iterations = derivation.getInt();
    require(iterations >= 1 && iterations <= MAX_ITERATIONS);
    byte[] salt = new byte[SALT_SIZE];
    derivation.get(salt);
    return new CipherHeader(Kind.PASSPHRASE, iterations, salt);
  }

  private static ByteBuffer take(InputStream file, int size)
      throws IOException, MalformedHeaderException {
    byte[] bytes = file.readNBytes(size);
    require(bytes.length == size);
    return ByteBuffer.wrap(bytes);
  }

  private static void require(boolean condition) throws MalformedHeaderException {
    if (!condition) {
      throw new MalformedHeaderException();
    }
  }

  Kind kind() {
    return kind;
  }

  int iterations() {
    return iterations;
  }

  byte[] salt() {
    return salt.clone();
  }

  /** As it stands in the file. */
  byte[] bytes() {
    boolean derived = kind == Kind.PASSPHRASE;
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_SIZE + (derived ? DERIVATION_SIZE : 0));
    bytes.put(MAGIC).put((byte) VERSION).put(kind.number);
    if (derived) {
      bytes.put((byte) PBKDF2_HMAC_SHA512).putInt(iterations).put(salt);
    }
    return bytes.array();
  }
}

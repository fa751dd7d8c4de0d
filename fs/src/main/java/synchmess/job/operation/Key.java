package synchmess.job.operation;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** The key of an encrypted file. Close wipes it. */
final class Key implements AutoCloseable {
  private static final String HKDF_MAC = "HmacSha256";

  /** Of the encrypted stream, in bytes. */
  private static final int SEGMENT_SIZE = 64 << 10;

  private final byte[] bytes;

  /**
   * Takes the bytes over.
   *
   * @param bytes 16 for AES-128, 32 for AES-256
   */
  Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Writes the header. The stream encrypts what is written to it. */
  OutputStream encrypting(OutputStream out, CipherHeader header) throws IOException {
    out.write(header.bytes());
    try {
      return cipher().newEncryptingStream(out, header.bytes());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /**
   * Decrypts what follows a header. The stream gives only authentic bytes, and ends only at the
   * true end.
   */
  InputStream decrypting(InputStream in, CipherHeader header) throws IOException {
    try {
      return cipher().newDecryptingStream(in, header.bytes());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private StreamingAead cipher() throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(bytes, HKDF_MAC, bytes.length, SEGMENT_SIZE, 0);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}

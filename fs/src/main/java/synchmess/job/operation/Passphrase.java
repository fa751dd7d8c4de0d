package synchmess.job.operation;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import synchmess.job.work.Work;

/** Keys derived from a passphrase, slowly, to make guessing costly. */
final class Passphrase implements KeySource {
  static final String DERIVATION = "PBKDF2WithHmacSHA512";

  private static final int ITERATIONS = 210_000;
  private static final int KEY_BITS = 256;

  private final String secret;
  private final int iterations;

  Passphrase(String secret) {
    this(secret, ITERATIONS);
  }

  /**
   * With its own cost for new files.
   *
   * @param iterations from 1 to {@link CipherHeader#MAX_ITERATIONS}
   */
  Passphrase(String secret, int iterations) {
    this.secret = secret;
    this.iterations = iterations;
  }

  @Override
  public CipherHeader.Kind kind() {
    return CipherHeader.Kind.PASSPHRASE;
  }

  @Override
  public CipherHeader newHeader() {
    return CipherHeader.ofPassphrase(iterations);
  }

  /** PBKDF2 of the passphrase in UTF-8, as the JDK takes it. */
  @Override
  public Key key(CipherHeader header, Work work) {
    PBEKeySpec spec =
        new PBEKeySpec(secret.toCharArray(), header.salt(), header.iterations(), KEY_BITS);
    try {
      SecretKey key = SecretKeyFactory.getInstance(DERIVATION).generateSecret(spec);
      return new Key(key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + DERIVATION, e);
    } finally {
      spec.clearPassword();
    }
  }
}

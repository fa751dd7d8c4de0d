package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

/** Encryption and decryption, with each kind of key. */
class EncryptTest {
  private static final String KEY = "0123456789abcdef0123456789ABCDEF";
  private static final String ENCRYPT = "op=encrypt in=@a out=@e key_file=@key";
  private static final String DECRYPT = "op=decrypt in=@e out=@b key_file=@key";

  /** Where the iterations stand in the header, in bytes. */
  private static final int ITERATIONS_AT = 11;

  @TempDir Path directory;
  private TestJobs jobs;

  @BeforeEach
  void makeJobs() throws IOException {
    jobs = new TestJobs(directory);
    key(KEY.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private void key(byte[] key) throws IOException {
    jobs.put("key", key);
    jobs.chmod("key", "rw-------");
  }

  /** Nothing, a byte, and the sizes around which segments end. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_469, 65_470, 65_471, 65_480, 65_520, 65_536, 131_016, 600_000})
  void decrypt_whatWasEncrypted_isTheSame(int size) throws IOException {
    jobs.put("a", TestJobs.bytes(size));
    jobs.chmod("a", "rw-r-----");

    TestWork encrypt = jobs.run(ENCRYPT);
    TestWork decrypt = jobs.run(DECRYPT);

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
    assertThat(jobs.permissions("e")).isEqualTo("rw-r-----");
    assertThat(jobs.permissions("b")).isEqualTo("rw-r-----");
    assertThat(encrypt.done()).isEqualTo(encrypt.expected).isEqualTo(size);
    assertThat(decrypt.done()).isEqualTo(decrypt.expected).isEqualTo(jobs.get("e").length);
  }

  @Test
  void encrypt_theSameTwice_isNotTheSame() throws IOException {
    jobs.put("a", "A");

    jobs.run(ENCRYPT);
    byte[] first = jobs.get("e");
    jobs.run(ENCRYPT + " overwrite=yes");

    assertThat(jobs.get("e")).isNotEqualTo(first);
  }

  @Test
  void encrypt_inPlace_andBackAgain() throws IOException {
    jobs.put("a", "A");

    jobs.run("op=encrypt in=@a out=@a key_file=@key");
    assertThat(jobs.get("a")).hasSizeGreaterThan(50);
    jobs.run("op=decrypt in=@a out=@a key_file=@key");

    assertThat(jobs.text("a")).isEqualTo("A");
    jobs.assertFiles("a", "key");
  }

  @Test
  void encrypt_withAPassphrase_isDecryptedWithItAlone() throws IOException {
    jobs.put("a", "A");

    jobs.run("op=encrypt in=@a out=@e passphrase=\"open sesame é\"");
    jobs.run("op=decrypt in=@e out=@b passphrase=\"open sesame é\"");

    assertThat(jobs.text("b")).isEqualTo("A");
    jobs.assertFails(
        Errno.EBADMSG, "op=decrypt in=@e out=@c passphrase=sesame", "a", "b", "e", "key");
    jobs.assertFails(Errno.EBADMSG, "op=decrypt in=@e out=@c key_file=@key", "a", "b", "e", "key");
  }

  @Test
  void encrypt_withAPassphrase_has210000Iterations() throws IOException {
    jobs.put("a", "A");

    jobs.run("op=encrypt in=@a out=@e passphrase=x");

    assertThat(ByteBuffer.wrap(jobs.get("e")).getInt(ITERATIONS_AT)).isEqualTo(210_000);
  }

  @Test
  void decrypt_anyBitChanged_isEbadmsg() throws IOException {
    jobs.put("a", "attack at dawn, or a bit later than that");
    jobs.run(ENCRYPT);
    byte[] whole = jobs.get("e");

    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      jobs.put("e", Flip.bit(whole, bit));
      jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
    }
  }

  /** Of the iterations, those bits that make them many, but not too many, would take minutes. */
  @Test
  void decrypt_anyBitChangedOfAPassphrasesFile_isEbadmsg() throws IOException {
    KeySource keys = new Passphrase("sesame", 1);
    jobs.put("a", "attack");
    jobs.run(new Encrypt(jobs.files("a", "e"), keys));
    byte[] whole = jobs.get("e");

    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      byte[] changed = Flip.bit(whole, bit);
      int iterations = ByteBuffer.wrap(changed).getInt(ITERATIONS_AT);
      if (iterations < 1 << 12 || iterations > CipherHeader.MAX_ITERATIONS) {
        jobs.put("e", changed);
        jobs.assertFails(Errno.EBADMSG, new Decrypt(jobs.files("e", "b"), keys), "a", "e", "key");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000_001, Integer.MAX_VALUE})
  void decrypt_absurdIterations_areEbadmsg(int iterations) throws IOException {
    KeySource keys = new Passphrase("sesame", 1);
    jobs.put("a", "attack");
    jobs.run(new Encrypt(jobs.files("a", "e"), keys));
    byte[] changed = jobs.get("e");
    ByteBuffer.wrap(changed).putInt(ITERATIONS_AT, iterations);
    jobs.put("e", changed);

    jobs.assertFails(Errno.EBADMSG, new Decrypt(jobs.files("e", "b"), keys), "a", "e", "key");
  }

  @Test
  void decrypt_cutAnywhere_isEbadmsg() throws IOException {
    jobs.put("a", "attack at dawn");
    jobs.run(ENCRYPT);
    byte[] whole = jobs.get("e");

    for (int size = 0; size < whole.length; size++) {
      jobs.put("e", Arrays.copyOf(whole, size));
      jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
    }
  }

  @Test
  void decrypt_passphrasesFileCutAnywhere_isEbadmsg() throws IOException {
    KeySource keys = new Passphrase("sesame", 1);
    jobs.put("a", "attack at dawn");
    jobs.run(new Encrypt(jobs.files("a", "e"), keys));
    byte[] whole = jobs.get("e");

    for (int size = 0; size < whole.length; size++) {
      jobs.put("e", Arrays.copyOf(whole, size));
      jobs.assertFails(Errno.EBADMSG, new Decrypt(jobs.files("e", "b"), keys), "a", "e", "key");
    }
  }

  /** Where a segment ends, or the file could. */
  @ParameterizedTest
  @ValueSource(ints = {65_545, 65_546, 65_547, 131_082, 599_999})
  void decrypt_longFileCut_isEbadmsg(int size) throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));
    jobs.run(ENCRYPT);

    jobs.put("e", Arrays.copyOf(jobs.get("e"), size));

    jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
  }

  @Test
  void decrypt_somethingAppended_isEbadmsg() throws IOException {
    jobs.put("a", "attack at dawn");
    jobs.run(ENCRYPT);

    byte[] whole = jobs.get("e");
    jobs.put("e", Arrays.copyOf(whole, whole.length + 1));

    jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
  }

  @Test
  void decrypt_anotherKey_isEbadmsg() throws IOException {
    jobs.put("a", "attack at dawn");
    jobs.run(ENCRYPT);

    key(new byte[16]);
    jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
    key(new byte[32]);
    jobs.assertFails(Errno.EBADMSG, DECRYPT, "a", "e", "key");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void key_bytesOrTheirHex_areTheSame(int size) throws IOException {
    jobs.put("a", "attack at dawn");
    byte[] bytes = TestJobs.bytes(size);
    bytes[0] = (byte) 0xfe;
    String hex = java.util.HexFormat.of().formatHex(bytes);
    key(bytes);
    jobs.run(ENCRYPT);

    for (String text : new String[] {hex, hex + "\n", hex.toUpperCase(java.util.Locale.ROOT)}) {
      key(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThatCode(() -> jobs.run(DECRYPT + " overwrite=yes")).doesNotThrowAnyException();
      assertThat(jobs.text("b")).isEqualTo("attack at dawn");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 31, 33, 63, 64, 65, 66, 100_000})
  void key_ofAnotherSize_isEinval(int size) throws IOException {
    jobs.put("a", "attack at dawn");
    key(TestJobs.bytes(size));

    jobs.assertFails(Errno.EINVAL, ENCRYPT, "a", "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\n\n", " ", "\r\n"})
  void key_digitsFollowedByMore_isEinval(String more) throws IOException {
    jobs.put("a", "attack at dawn");
    key((KEY + more).getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    jobs.assertFails(Errno.EINVAL, ENCRYPT, "a", "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx--x---", "rw-----w-"})
  void key_thatOthersMayUse_isEacces(String permissions) throws IOException {
    jobs.put("a", "attack at dawn");
    jobs.chmod("key", permissions);

    jobs.assertFails(Errno.EACCES, ENCRYPT, "a", "key");
  }

  @Test
  void key_notThere_isEnoent() throws IOException {
    jobs.put("a", "attack at dawn");

    jobs.assertFails(Errno.ENOENT, "op=encrypt in=@a out=@e key_file=@none", "a", "key");
  }

  @Test
  void decrypt_notThere_isEnoent() throws IOException {
    jobs.assertFails(Errno.ENOENT, DECRYPT, "key");
  }

  @Test
  void encrypt_cancelled_leavesNothing() throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));

    jobs.assertCancelled(ENCRYPT, 0, "a", "key");
    jobs.assertCancelled(ENCRYPT, 300_000, "a", "key");
    jobs.assertCancelled(ENCRYPT, 600_000, "a", "key");
  }

  @Test
  void decrypt_cancelled_leavesNothing() throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));
    jobs.run(ENCRYPT);
    int size = jobs.get("e").length;

    jobs.assertCancelled(DECRYPT, 0, "a", "e", "key");
    jobs.assertCancelled(DECRYPT, 300_000, "a", "e", "key");
    jobs.assertCancelled(DECRYPT, size, "a", "e", "key");
  }
}

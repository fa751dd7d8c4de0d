package synchmess.harness.joboperation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/**
 * An encrypted file opens with its key alone, and only as it was made; that each bit of it counts
 * is shown in {@code EncryptTest}.
 */
@Tag("no-engine")
class EncryptionTest {
  private static final String PASSPHRASE = "passphrase=\"open sesame\"";

  /** Of a file whose key is derived; {@code docs/} has the format. */
  private static final int PASSPHRASE_HEADER = 31;

  /** A byte of the number of iterations in it. */
  private static final int ITERATIONS = 13;

  private static final int SMALL = 100;
  private static final int LARGE = 200_000;

  /** Neither a key nor the digits of one. */
  private static final byte[] RAW = "0123456789abcdef!Q".getBytes(US_ASCII);

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeFiles(@TempDir Path directory) {
    folder = new Folder(directory);
    folder.secret("key", bytes(32, 1));
    mount.write("sys/jobs/max_queued", "10000");
    mount.write("sys/jobs/keep_finished", "10000");
  }

  private static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private byte[] encrypted(int size, String key) {
    folder.random("plain", size);
    Job.run(mount, "op=encrypt", folder.in("plain"), folder.out("sealed"), key, "overwrite=yes");
    return folder.bytes("sealed");
  }

  private Job decrypt(String input, String key) {
    return Job.submit(mount, "op=decrypt", folder.in(input), folder.out("out"), key);
  }

  /** Each of these files is refused, and nothing else is left. */
  private void assertRefused(Stream<byte[]> files, String key) {
    List<String> before = folder.names();
    List<byte[]> all = files.toList();
    List<Job> jobs =
        IntStream.range(0, all.size())
            .mapToObj(
                i -> {
                  folder.write("changed-" + i, all.get(i));
                  return decrypt("changed-" + i, key);
                })
            .toList();

    assertThat(jobs).isNotEmpty();
    jobs.forEach(job -> job.assertFailed("EBADMSG"));
    folder.sh("rm changed-*");
    assertThat(folder.names()).isEqualTo(before);
  }

  private static byte[] flipped(byte[] file, int bit) {
    byte[] changed = file.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }

  @Test
  void flippedBitsAllOverALargerFile_areFound() {
    byte[] sealed = encrypted(LARGE, folder.keyFile("key"));
    int bits = sealed.length * 8;

    assertRefused(
        IntStream.range(0, 97).mapToObj(i -> flipped(sealed, (int) ((long) bits * i / 97))),
        folder.keyFile("key"));
    assertRefused(Stream.of(flipped(sealed, bits - 1)), folder.keyFile("key"));
  }

  /** A derivation takes long, so these are few: the first, one of another number, the last. */
  @Test
  void flippedBitsOfAHeaderForAPassphrase_areFound() {
    byte[] sealed = encrypted(SMALL, PASSPHRASE);

    assertRefused(
        IntStream.of(0, ITERATIONS, PASSPHRASE_HEADER - 1).mapToObj(i -> flipped(sealed, 8 * i)),
        PASSPHRASE);
  }

  @Test
  void truncatedAnywhere_isFound() {
    byte[] sealed = encrypted(SMALL, folder.keyFile("key"));

    assertRefused(
        IntStream.range(0, sealed.length).mapToObj(size -> Arrays.copyOf(sealed, size)),
        folder.keyFile("key"));
  }

  /** Also where a whole segment is missing. */
  @Test
  void truncatedOrProlonged_aLargerFileIsFound() {
    byte[] sealed = encrypted(LARGE, folder.keyFile("key"));

    assertRefused(
        IntStream.of(1 << 16, 2 << 16, 3 << 16, sealed.length - 1, sealed.length + 1)
            .mapToObj(size -> Arrays.copyOf(sealed, size)),
        folder.keyFile("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"passphrase=\"Open sesame\"", "passphrase=open", "key_file=%s/key"})
  void anotherPassphraseOrAKey_isEBADMSGAndNoOutputAppears(String other) {
    encrypted(SMALL, PASSPHRASE);

    decrypt("sealed", other.formatted(folder.path())).assertFailed("EBADMSG");
    assertThat(folder.names()).containsExactly("key", "plain", "sealed");
  }

  @Test
  void anotherKeyOrAPassphrase_isEBADMSGAndNoOutputAppears() {
    encrypted(SMALL, folder.keyFile("key"));
    folder.secret("other", bytes(32, 2));
    folder.secret("short", bytes(16, 1));

    decrypt("sealed", folder.keyFile("other")).assertFailed("EBADMSG");
    decrypt("sealed", folder.keyFile("short")).assertFailed("EBADMSG");
    decrypt("sealed", PASSPHRASE).assertFailed("EBADMSG");
    assertThat(folder.names()).containsExactly("key", "other", "plain", "sealed", "short");
  }

  @Test
  void unencryptedFile_isEBADMSG() {
    folder.random("plain", SMALL);

    decrypt("plain", PASSPHRASE).assertFailed("EBADMSG");
  }

  @Test
  void wrongKey_leavesTheOutputThatIsToBeReplaced() {
    encrypted(SMALL, PASSPHRASE);
    folder.write("out", "still here");

    Job.submit(
            mount,
            "op=decrypt overwrite=yes passphrase=wrong",
            folder.in("sealed"),
            folder.out("out"))
        .assertFailed("EBADMSG");
    assertThat(folder.text("out")).isEqualTo("still here");
  }

  @Test
  void sameFileTwice_isNotTheSameEncrypted() {
    byte[] first = encrypted(SMALL, folder.keyFile("key"));
    byte[] second = encrypted(SMALL, folder.keyFile("key"));

    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"16,''", "32,''", "16,'\n'", "32,'\n'"})
  void hexadecimalKey_isTheSameAsTheRawOne(int size, String end) {
    folder.secret("raw", bytes(size, 0xab));
    String hex = HexFormat.of().formatHex(bytes(size, 0xab)) + end;
    folder.secret("hex", hex.getBytes(US_ASCII));
    encrypted(SMALL, folder.keyFile("raw"));

    decrypt("sealed", folder.keyFile("hex")).assertDone();
    assertThat(folder.bytes("out")).isEqualTo(folder.bytes("plain"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 18, 31})
  void fileThatIsNoKey_isEINVAL(int size) {
    folder.secret("bad", Arrays.copyOf(RAW, size));
    folder.random("plain", SMALL);

    Job.submit(mount, "op=encrypt", folder.in("plain"), folder.out("out"), folder.keyFile("bad"))
        .assertFailed("EINVAL");
    assertThat(folder.names()).doesNotContain("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
  void keyThatOthersMayUse_isEACCES(String permissions) {
    Folder.permit(folder.resolve("key"), permissions);
    folder.random("plain", SMALL);

    Job.submit(mount, "op=encrypt", folder.in("plain"), folder.out("out"), folder.keyFile("key"))
        .assertFailed("EACCES");
    assertThat(folder.names()).containsExactly("key", "plain");
  }

  @Test
  void missingKeyFile_isENOENT() {
    folder.random("plain", SMALL);

    Job.submit(mount, "op=encrypt", folder.in("plain"), folder.out("out"), folder.keyFile("none"))
        .assertFailed("ENOENT");
    assertThat(folder.names()).containsExactly("key", "plain");
  }
}

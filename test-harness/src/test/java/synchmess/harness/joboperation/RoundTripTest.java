package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.harness.Mount;
import synchmess.harness.Mounted;

/** Each operation on files of nothing, of one byte, and of several segments and buffers. */
@Tag("no-engine")
class RoundTripTest {
  private static final int MIBS = (5 << 20) + 3;
  private static final String PASSPHRASE = "passphrase=\"open sesame\"";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path directory) {
    folder = new Folder(directory);
  }

  private Job run(String... words) {
    return Job.run(mount, words);
  }

  private void assertSame(String first, String second) {
    folder.sh("cmp %s %s".formatted(first, second));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void decrypt_givesBackWhatWasEncrypted(int size) {
    folder.random("a", size);
    run("op=encrypt", folder.in("a"), folder.out("b"), PASSPHRASE);
    run("op=decrypt", folder.in("b"), folder.out("c"), PASSPHRASE);

    assertSame("a", "c");
    assertThat(folder.bytes("b")).hasSizeGreaterThan(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void decrypt_byAKeyFile_givesBackWhatWasEncrypted(int size) {
    folder.random("a", size);
    folder.secret("key", new byte[32]);
    run("op=encrypt", folder.in("a"), folder.out("b"), folder.keyFile("key"));
    run("op=decrypt", folder.in("b"), folder.out("c"), folder.keyFile("key"));

    assertSame("a", "c");
  }

  @ParameterizedTest
  @CsvSource({"0,gzip", "1,gzip", MIBS + ",gzip", "0,zstd", "1,zstd", MIBS + ",zstd"})
  void decompress_givesBackWhatWasCompressed(int size, String format) {
    folder.random("a", size);
    Job compress = run("op=compress", folder.in("a"), folder.out("b"), "format=" + format);
    Job decompress = run("op=decompress", folder.in("b"), folder.out("c"), "format=" + format);

    assertSame("a", "c");
    long compressed = folder.bytes("b").length;
    assertThat(compress.number("bytes_in")).isEqualTo(size);
    assertThat(compress.number("bytes_out")).isEqualTo(compressed);
    assertThat(decompress.number("bytes_in")).isEqualTo(compressed);
    assertThat(decompress.number("bytes_out")).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void copy_isTheSame(int size) {
    folder.random("a", size);
    Job copy = run("op=copy", folder.in("a"), folder.out("b"));

    assertSame("a", "b");
    assertThat(copy.read("progress").strip())
        .isEqualTo(size + " " + size + " " + (size == 0 ? 0 : 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void concat_isAllInTheirOrder(int size) {
    folder.random("a", size);
    folder.write("b", "between");
    run("op=concat", folder.in("a"), folder.in("b"), folder.in("a"), folder.out("c"));

    folder.sh("cat a b a | cmp - c");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void rename_movesIt(int size) {
    folder.random("a", size);
    byte[] content = folder.bytes("a");
    run("op=rename", folder.in("a"), folder.out("b"));

    assertThat(folder.names()).containsExactly("b");
    assertThat(folder.bytes("b")).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void stat_tellsItsSize(int size) {
    folder.random("a", size);

    assertThat(run("op=stat", folder.in("a")).number("size")).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIBS})
  void delete_removesAll(int size) {
    List.of("a", "b", "c").forEach(name -> folder.random(name, size));
    run("op=delete", folder.in("a"), folder.in("c"));

    assertThat(folder.names()).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compress level=9", "compress format=zstd", "copy", "encrypt"})
  void outputThatIsTheInput_isMadeInPlace(String words) {
    folder.random("a", MIBS);
    folder.secret("key", new byte[16]);
    String key = words.equals("encrypt") ? folder.keyFile("key") : "";
    run("op=" + words, folder.in("a"), folder.out("b"), key);
    run("op=" + words, folder.in("a"), folder.out("a"), key);

    assertThat(folder.names()).containsExactly("a", "b", "key");
    if (key.isEmpty()) {
      assertSame("a", "b");
    } else {
      run("op=decrypt", folder.in("a"), folder.out("a"), key);
      run("op=decrypt", folder.in("b"), folder.out("b"), key);
      assertSame("a", "b");
    }
  }
}

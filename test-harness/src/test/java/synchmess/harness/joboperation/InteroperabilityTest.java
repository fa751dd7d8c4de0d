package synchmess.harness.joboperation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

/** What jobs make is what other programs take, and the other way round. */
@Tag("no-engine")
class InteroperabilityTest {
  /** Text and numbers: neither as good as nothing nor incompressible. */
  private static final String MAKE_SAMPLE = "seq 1 400000 > a; head -c 1000000 /dev/urandom >> a";

  @RegisterExtension static final Mounted MOUNTED = Mounted.with();

  private final Mount mount = MOUNTED.mount();
  private Folder folder;

  @BeforeEach
  void makeSample(@TempDir Path directory) {
    folder = new Folder(directory);
    folder.sh(MAKE_SAMPLE + "; : > empty; printf x > byte");
  }

  @ParameterizedTest
  @CsvSource({
    "gzip,a,1", "gzip,a,6", "gzip,a,9", "gzip,empty,6", "gzip,byte,6",
    "zstd,a,1", "zstd,a,3", "zstd,a,19", "zstd,empty,3", "zstd,byte,3"
  })
  void program_decompressesOurs(String program, String input, int level) {
    String format = "format=" + program;
    Job.run(mount, "op=compress", format, "level=" + level, folder.in(input), folder.out("ours"));

    folder.sh("%s -d -c < ours | cmp - %s".formatted(program, input));
    folder.sh("%s -t < ours".formatted(program));
  }

  @ParameterizedTest
  @CsvSource({
    "gzip,a,-1",
    "gzip,a,-9",
    "gzip,empty,-6",
    "gzip,byte,-6",
    "zstd,a,-1",
    "zstd,a,-19",
    "zstd,a,--long=27",
    "zstd,a,--no-check",
    "zstd,empty,-3",
    "zstd,byte,-3"
  })
  void job_decompressesThePrograms(String program, String input, String level) {
    folder.sh("%s %s -c %s > theirs".formatted(program, level, input));
    Job.run(mount, "op=decompress", "format=" + program, folder.in("theirs"), folder.out("ours"));

    folder.sh("cmp ours " + input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void job_decompressesSeveralAfterEachOther(String program) {
    folder.sh("for f in byte empty a byte; do %s -c $f; done > theirs".formatted(program));
    Job.run(mount, "op=decompress", "format=" + program, folder.in("theirs"), folder.out("ours"));

    folder.sh("cat byte empty a byte | cmp - ours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void damagedOrTruncated_isEBADMSGAndNoOutputAppears(String program) {
    folder.sh("%s -c a > theirs; head -c 500000 theirs > short".formatted(program));
    folder.sh("cp theirs bad; printf wrong | dd of=bad bs=1 seek=700000 conv=notrunc 2> /dev/null");
    folder.sh("head -c -1 theirs > shorter");
    for (String input : new String[] {"short", "shorter", "bad", "a", "empty"}) {
      Job job =
          Job.submit(
              mount, "op=decompress", "format=" + program, folder.in(input), folder.out("ours"));

      job.assertFailed("EBADMSG");
      assertThat(folder.names()).doesNotContain("ours").noneMatch(name -> name.startsWith("."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha512", "sha1", "md5"})
  void checksum_isThePrograms(String algorithm) {
    for (String input : new String[] {"a", "byte", "empty"}) {
      Job job = Job.run(mount, "op=checksum", "alg=" + algorithm, folder.in(input));

      assertThat(folder.sh(algorithm + "sum " + input))
          .isEqualTo(job.result(algorithm) + "  " + input + "\n");
    }
  }

  @Test
  void checksum_withoutAnAlgorithm_isSha256() {
    Job job = Job.run(mount, "op=checksum", folder.in("a"));

    assertThat(folder.sh("sha256sum a")).startsWith(job.result("sha256") + " ");
  }

  @Test
  void checksum_ofSeveral_isEachInItsPlace() {
    Job job = Job.run(mount, "op=checksum", "alg=md5", folder.in("a"), folder.in("byte"));

    assertThat(folder.sh("md5sum a byte"))
        .isEqualTo("%s  a\n%s  byte\n".formatted(job.result("md5.1"), job.result("md5.2")));
    assertThat(job.result("in.1")).isEqualTo(folder.resolve("a").toString());
    assertThat(job.result("in.2")).isEqualTo(folder.resolve("byte").toString());
  }

  /** Source: RFC 3720, B.4, and the check value of the catalogue of CRC algorithms. */
  @Test
  void crc32c_isThatOfTheKnownVectors() {
    folder.write("zeros", new byte[32]);
    folder.write("digits", "123456789");

    assertThat(crc32c("zeros")).isEqualTo("8a9136aa");
    assertThat(crc32c("digits")).isEqualTo("e3069283");
    assertThat(crc32c("empty")).isEqualTo("00000000");
  }

  private String crc32c(String input) {
    return Job.run(mount, "op=checksum", "alg=crc32c", folder.in(input)).result("crc32c");
  }

  @Test
  void stat_isWhatThePrograms() {
    folder.sh("chmod 4751 a; chown 1234:5678 a; chmod u+s a; touch -d @1700000000.5 a");
    Job job = Job.run(mount, "op=stat", folder.in("a"));

    String format = "size: %s\nmode: %04a\ntype: file\nuid: %u\ngid: %g\n";
    assertThat(job.read("result")).contains(folder.sh("stat --printf='" + format + "' a"));
    assertThat(job.result("modified")).isEqualTo("2023-11-14T22:13:20.500Z");
  }
}

package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

class ChecksumTest {
  @TempDir Path directory;
  private TestJobs jobs;

  @BeforeEach
  void makeJobs() {
    jobs = new TestJobs(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha512", "sha1", "md5"})
  void checksum_anySize_isThatOfTheRealProgram(String algorithm) throws Exception {
    for (int size : new int[] {0, 1, 600_000}) {
      jobs.put("a", TestJobs.bytes(size));
      String program = RealProgram.of(algorithm + "sum", jobs.path("a").toString()).text();

      TestWork work = jobs.run("op=checksum in=@a alg=" + algorithm);

      assertThat(work.results).containsOnlyKeys(algorithm);
      assertThat(program).startsWith(work.results.get(algorithm) + " ");
      assertThat(work.done()).isEqualTo(work.expected).isEqualTo(size);
    }
  }

  /** The values of RFC 3720, B.4, and of the empty text. */
  @ParameterizedTest
  @CsvSource({"0, 0, 00000000", "32, 0, 8a9136aa", "32, 255, 62a8ab43"})
  void checksum_crc32c_isThatOfTheRfc(int size, int value, String sum) throws IOException {
    byte[] content = new byte[size];
    java.util.Arrays.fill(content, (byte) value);
    jobs.put("a", content);

    assertThat(jobs.run("op=checksum alg=crc32c in=@a").results).containsEntry("crc32c", sum);
  }

  @Test
  void checksum_withoutAlg_isSha256() throws IOException {
    jobs.put("a", "");

    assertThat(jobs.run("op=checksum in=@a").results)
        .containsEntry(
            "sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void checksum_several_haveTheirPlaces() throws IOException {
    jobs.put("a", "");
    jobs.put("b", "b");

    TestWork work = jobs.run("op=checksum alg=md5 in=@b in=@a");

    assertThat(work.results)
        .containsExactly(
            java.util.Map.entry("in.1", jobs.path("b").toString()),
            java.util.Map.entry("md5.1", "92eb5ffee6ae2fec3ad71c777531578f"),
            java.util.Map.entry("in.2", jobs.path("a").toString()),
            java.util.Map.entry("md5.2", "d41d8cd98f00b204e9800998ecf8427e"));
  }

  @Test
  void checksum_nothingThere_isEnoent() throws IOException {
    jobs.assertFails(Errno.ENOENT, "op=checksum in=@a");
  }

  @Test
  void checksum_cancelled_tellsNothing() throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));

    jobs.assertCancelled("op=checksum in=@a", 300_000, "a");

    assertThat(jobs.work.results).isEmpty();
  }
}

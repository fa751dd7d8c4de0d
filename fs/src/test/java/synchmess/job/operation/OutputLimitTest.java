package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

/** What a job may write, and what memory its input may ask for. */
class OutputLimitTest {
  private static final int SIZE = 100_000;

  @TempDir Path directory;
  private TestJobs jobs;

  @BeforeEach
  void makeJobs() throws IOException {
    Operations.load();
    jobs = new TestJobs(directory);
    jobs.put("a", TestJobs.bytes(SIZE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op=copy in=@a out=@b",
        "op=concat in=@a in=@a out=@b",
        "op=compress in=@a out=@b",
        "op=compress in=@a out=@b format=zstd",
        "op=encrypt in=@a out=@b passphrase=x",
      })
  void maxOutputBytes_passed_isEfbigAndNothingIsLeft(String job) throws IOException {
    assertThat(jobs.assertFails(Errno.EFBIG, job + " max_output_bytes=20", "a"))
        .hasMessageEndingWith("/b: larger than max_output_bytes=20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void maxOutputBytes_ofABomb_isEfbigAndNothingIsLeft(String format) throws IOException {
    jobs.put("zeros", new byte[10_000_000]);
    jobs.run("op=compress in=@zeros out=@bomb format=" + format);
    assertThat(jobs.get("bomb")).hasSizeLessThan(20_000);

    jobs.assertFails(
        Errno.EFBIG,
        "op=decompress in=@bomb out=@b format=" + format + " max_output_bytes=1000000",
        "a",
        "bomb",
        "zeros");
  }

  @Test
  void maxOutputBytes_ofManyMembers_countsAll() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      GZIPOutputStream member = new GZIPOutputStream(members);
      member.write(new byte[1000]);
      member.finish();
    }
    jobs.put("members", members.toByteArray());

    jobs.assertFails(
        Errno.EFBIG, "op=decompress in=@members out=@b max_output_bytes=99999", "a", "members");
    jobs.run("op=decompress in=@members out=@b max_output_bytes=100000");
  }

  @Test
  void maxOutputBytes_decrypt_isEfbigAndNothingIsLeft() throws IOException {
    jobs.run("op=encrypt in=@a out=@e passphrase=x");

    jobs.assertFails(
        Errno.EFBIG, "op=decrypt in=@e out=@b passphrase=x max_output_bytes=10", "a", "e");
  }

  @Test
  void maxOutputBytes_justReached_isDone() throws IOException {
    jobs.run("op=copy in=@a out=@b max_output_bytes=" + SIZE);

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
  }

  // ----------------------------------------------------------------------------------- memory

  /** An empty frame that asks for a window of that size; see zstd's format, 3.1.1.1.2. */
  private static byte[] frame(int windowLog) {
    int descriptor = (windowLog - 10) << 3;
    return new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) descriptor, 1, 0, 0};
  }

  @Test
  void zstd_windowOf128MiB_isTheLargest() throws IOException {
    jobs.put("largest", frame(27));
    jobs.put("larger", frame(28));

    jobs.run("op=decompress in=@largest out=@b format=zstd");
    jobs.assertFails(Errno.EBADMSG, "op=decompress in=@larger out=@c format=zstd");
  }
}

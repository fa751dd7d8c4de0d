package synchmess.job.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import synchmess.errno.Errno;

/** Compression and decompression, in each format. */
class CompressTest {
  private static final int GZIP_TRAILER_SIZE = 8;

  @TempDir Path directory;
  private TestJobs jobs;

  @BeforeEach
  void makeJobs() {
    Operations.load();
    jobs = new TestJobs(directory);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 0", "gzip, 1", "gzip, 600000", "zstd, 0", "zstd, 1", "zstd, 600000"})
  void decompress_whatWasCompressed_isTheSame(String format, int size) throws IOException {
    jobs.put("a", TestJobs.bytes(size));
    jobs.chmod("a", "rw-r-----");

    TestWork compress = jobs.run("op=compress in=@a out=@z format=" + format);
    TestWork decompress = jobs.run("op=decompress in=@z out=@b format=" + format);

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
    assertThat(jobs.permissions("b")).isEqualTo("rw-r-----");
    String compressed = Integer.toString(jobs.get("z").length);
    assertThat(compress.results)
        .containsEntry("bytes_in", Integer.toString(size))
        .containsEntry("bytes_out", compressed);
    assertThat(decompress.results)
        .containsEntry("bytes_in", compressed)
        .containsEntry("bytes_out", Integer.toString(size));
    assertThat(compress.done()).isEqualTo(compress.expected).isEqualTo(size);
    assertThat(decompress.done()).isEqualTo(decompress.expected);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 9", "zstd, 19"})
  void compress_greaterLevel_isSmaller(String format, int level) throws IOException {
    jobs.put("a", "a sentence that comes again, now as then. ".repeat(5_000));

    jobs.run("op=compress in=@a out=@fast level=1 format=" + format);
    jobs.run("op=compress in=@a out=@small format=" + format + " level=" + level);

    assertThat(jobs.get("small")).hasSizeLessThan(jobs.get("fast").length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 600_000})
  void compress_gzip_theRealGzipReadsIt(int size) throws Exception {
    jobs.put("a", TestJobs.bytes(size));
    jobs.run("op=compress in=@a out=@a.gz");

    RealProgram gzip = RealProgram.of("gzip", "-dc", jobs.path("a.gz").toString());

    assertThat(gzip.exit()).isZero();
    assertThat(gzip.output()).isEqualTo(jobs.get("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 600_000})
  void decompress_ofTheRealGzip_isTheSame(int size) throws Exception {
    jobs.put("a", TestJobs.bytes(size));
    jobs.put("a.gz", RealProgram.of("gzip", "-c", "--name", jobs.path("a").toString()).output());

    jobs.run("op=decompress in=@a.gz out=@b");

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void decompress_oneAfterTheOther_isBoth(String format) throws IOException {
    for (int size : new int[] {0, 1, 65_510, 600_000}) {
      jobs.put("a", TestJobs.bytes(size));
      jobs.run("op=compress in=@a out=@z overwrite=yes format=" + format);
      jobs.run("op=concat in=@z in=@z in=@z out=@zzz overwrite=yes");

      jobs.run("op=decompress in=@zzz out=@b overwrite=yes format=" + format);

      jobs.run("op=concat in=@a in=@a in=@a out=@aaa overwrite=yes");
      assertThat(jobs.get("b")).isEqualTo(jobs.get("aaa"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void decompress_cutAnywhere_isEbadmsg(String format) throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z format=" + format);
    byte[] whole = jobs.get("z");

    for (int size = 0; size < whole.length; size++) {
      jobs.put("z", Arrays.copyOf(whole, size));
      jobs.assertFails(Errno.EBADMSG, "op=decompress in=@z out=@b format=" + format, "a", "z");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void decompress_secondMemberCutAnywhere_isEbadmsg(String format) throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z format=" + format);
    byte[] one = jobs.get("z");

    for (int size = 1; size < one.length; size++) {
      jobs.put("z", joined(one, Arrays.copyOf(one, size)));
      jobs.assertFails(Errno.EBADMSG, "op=decompress in=@z out=@b format=" + format, "a", "z");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void decompress_followedBySomethingElse_isEbadmsg(String format) throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z format=" + format);

    jobs.put(
        "z",
        joined(jobs.get("z"), "more than this".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    jobs.assertFails(Errno.EBADMSG, "op=decompress in=@z out=@b format=" + format, "a", "z");
  }

  @Test
  void decompress_gzipFollowedByZeros_isWhatIsBeforeThem() throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z");

    jobs.put("z", joined(jobs.get("z"), new byte[1000]));
    jobs.run("op=decompress in=@z out=@b");

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
  }

  /** A frame of what others may like to say, as in zstd's format, 3.1.2. */
  @Test
  void decompress_zstdWithASkippableFrame_isTheRest() throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z format=zstd");
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'x', 'y', 'z'};

    jobs.put("z", joined(skippable, jobs.get("z"), skippable));
    jobs.run("op=decompress in=@z out=@b format=zstd");

    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));
  }

  @Test
  void decompress_gzipWithAnotherSum_isEbadmsg() throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z");
    byte[] whole = jobs.get("z");

    for (int bit = (whole.length - GZIP_TRAILER_SIZE) * Byte.SIZE;
        bit < whole.length * Byte.SIZE;
        bit++) {
      jobs.put("z", Flip.bit(whole, bit));
      jobs.assertFails(Errno.EBADMSG, "op=decompress in=@z out=@b", "a", "z");
    }
  }

  /** A header with all there can be in it: extra field, name, comment and its own sum. */
  @Test
  void decompress_gzipWithAFullHeader_isTheSame() throws IOException {
    jobs.put("a", TestJobs.bytes(50));
    jobs.run("op=compress in=@a out=@z");
    byte[] plain = jobs.get("z");
    byte[] header = {
      0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 'n', 0, 'c', 0
    };
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(header);
    byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] data = Arrays.copyOfRange(plain, 10, plain.length);

    jobs.put("z", joined(header, sum, data));
    jobs.run("op=decompress in=@z out=@b");
    assertThat(jobs.get("b")).isEqualTo(jobs.get("a"));

    sum[0]++;
    jobs.put("z", joined(header, sum, data));
    jobs.assertFails(Errno.EBADMSG, "op=decompress in=@z out=@c", "a", "b", "z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void compress_cancelled_leavesNothing(String format) throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));
    String job = "op=compress in=@a out=@z format=" + format;

    jobs.assertCancelled(job, 0, "a");
    jobs.assertCancelled(job, 300_000, "a");
    jobs.assertCancelled(job, 600_000, "a");
  }

  /** Also where one member ends and the next could begin. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void decompress_cancelled_leavesNothing(String format) throws IOException {
    jobs.put("a", TestJobs.bytes(600_000));
    jobs.run("op=compress in=@a out=@z format=" + format);
    int size = jobs.get("z").length;
    String job = "op=decompress in=@z out=@b format=" + format;

    jobs.assertCancelled(job, 0, "a", "z");
    jobs.assertCancelled(job, size / 2, "a", "z");
    jobs.assertCancelled(job, size, "a", "z");
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}

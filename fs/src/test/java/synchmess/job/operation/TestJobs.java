package synchmess.job.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import synchmess.errno.Errno;
import synchmess.job.word.BadJobException;
import synchmess.job.word.JobParser;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Operation;

/** Runs jobs on the files of a directory, which they name as {@code @name}. */
public final class TestJobs {
  private static final JobParser PARSER = new JobParser(Operations.types());

  private final Path directory;

  /** Of the job that ran last. */
  TestWork work = new TestWork();

  public TestJobs(Path directory) {
    this.directory = directory;
  }

  /** As many bytes as wanted, of which half can be compressed away. */
  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      bytes[i] &= 0x0f;
    }
    return bytes;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  void put(String name, byte[] content) throws IOException {
    Files.write(path(name), content);
  }

  void put(String name, String content) throws IOException {
    put(name, content.getBytes(UTF_8));
  }

  byte[] get(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  String text(String name) throws IOException {
    return Files.readString(path(name));
  }

  void chmod(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString(permissions));
  }

  String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path(name)));
  }

  JobFiles files(String in, String out) {
    return new JobFiles(
        java.util.List.of(path(in).toString()), path(out).toString(), false, false, Long.MAX_VALUE);
  }

  public TestWork run(String job) throws IOException {
    return run(operation(job), new TestWork());
  }

  public TestWork run(Operation operation) throws IOException {
    return run(operation, new TestWork());
  }

  /** Whatever happens, nothing stays open. */
  public TestWork run(Operation operation, TestWork with) throws IOException {
    work = with;
    try {
      operation.run(work);
    } finally {
      assertThat(work.workspace.open()).as("left open").isZero();
    }
    return work;
  }

  public Operation operation(String job) {
    try {
      return PARSER.parse(job.replace("@", directory + "/").getBytes(UTF_8)).task().operation();
    } catch (BadJobException e) {
      throw new AssertionError(e);
    }
  }

  /** The job fails so, and leaves no output nor anything half-written. */
  JobFailedException assertFails(Errno errno, String job, String... left) throws IOException {
    return assertFails(errno, operation(job), left);
  }

  JobFailedException assertFails(Errno errno, Operation operation, String... left)
      throws IOException {
    Throwable thrown = catchThrowable(() -> run(operation));
    assertThat(thrown).isInstanceOf(JobFailedException.class).hasMessageContaining("/");
    assertThat(((JobFailedException) thrown).errno()).isEqualTo(errno);
    assertFiles(left);
    return (JobFailedException) thrown;
  }

  /** The job ends when this much is done, and leaves no output. */
  void assertCancelled(String job, long at, String... left) throws IOException {
    TestWork cancelled = new TestWork();
    cancelled.cancelAt = at;
    assertThat(catchThrowable(() -> run(operation(job), cancelled)))
        .as(job)
        .isInstanceOf(JobCancelledException.class);
    assertFiles(left);
  }

  /** These are in the directory, and no others. */
  void assertFiles(String... names) throws IOException {
    if (names.length > 0) {
      try (var files = Files.list(directory)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(names);
      }
    }
  }
}

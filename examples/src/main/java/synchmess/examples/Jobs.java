package synchmess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The job queue, used with nothing but java.nio: all that a program of your own needs. */
final class Jobs {
  private static final int MAX_ID_SIZE = 32;

  private final Path jobs;

  Jobs(Path mount) {
    jobs = mount.resolve("jobs");
  }

  /**
   * Submits a job: one write is one job. Waits while the queue is full. Returns the job's id, read
   * from the same descriptor.
   */
  long submit(String job) throws IOException {
    try (FileChannel submit = FileChannel.open(jobs.resolve("submit"), READ, WRITE)) {
      submit.write(UTF_8.encode(job));
      ByteBuffer id = ByteBuffer.allocate(MAX_ID_SIZE);
      submit.read(id);
      return Long.parseLong(UTF_8.decode(id.flip()).toString().strip());
    }
  }

  /** Any path, as the value of a word of a job. */
  static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Waits for the end of a job. Returns its result. */
  Map<String, String> await(long id) throws IOException {
    Map<String, String> result = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file(id).resolve("wait"))) {
      int colon = line.indexOf(": ");
      result.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return result;
  }

  /** Removes a job that is not running, with its result. */
  void remove(long id) throws IOException {
    Files.delete(file(id));
  }

  private Path file(long id) {
    return jobs.resolve(Long.toString(id));
  }
}

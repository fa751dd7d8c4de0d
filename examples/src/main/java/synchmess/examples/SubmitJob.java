package synchmess.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Has the job queue compress a file, and a missing file. */
public final class SubmitJob {
  private SubmitJob() {}

  public static void main(String... args) throws IOException {
    Jobs jobs = new Jobs(MountDirectory.of(args));
    Path directory = Files.createTempDirectory("example-java-");
    Path text = directory.resolve("text");
    Path compressed = directory.resolve("text.gz");
    try {
      Files.writeString(text, "the tea is ready\n".repeat(1000));
      show(jobs, "op=compress in=" + Jobs.quoted(text) + " out=" + Jobs.quoted(compressed));
      System.out.println("smaller: " + (Files.size(compressed) < Files.size(text)));
      Files.delete(text);
      show(jobs, "op=checksum in=" + Jobs.quoted(text));
    } finally {
      Files.deleteIfExists(text);
      Files.deleteIfExists(compressed);
      Files.delete(directory);
    }
  }

  private static void show(Jobs jobs, String job) throws IOException {
    long id = jobs.submit(job);
    Map<String, String> result = jobs.await(id);
    System.out.println(result.get("op") + ": " + result.get("state"));
    if (result.containsKey("error")) {
      System.out.println("error: " + result.get("error"));
    }
    jobs.remove(id);
  }
}

package synchmess.harness.joboperation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Outcome;

/**
 * A job as it is seen from outside: a directory of files.
 *
 * @param mount where it was submitted
 */
record Job(Mount mount, long id) {
  /** Of a job that has much to do, on a slow machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Submits a job as root. */
  static Job submit(Mount mount, String... words) {
    ByteBuffer id = ByteBuffer.allocate(32);
    try (FileChannel submit =
        FileChannel.open(
            mount.path("jobs/submit"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      submit.write(UTF_8.encode(String.join(" ", words)));
      submit.read(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(mount, UTF_8.decode(id.flip()).toString());
  }

  /** Submits a job as a plain user. */
  static Job submit(Mount mount, User user, String... words) {
    Outcome outcome = trySubmit(mount, user, words);
    return of(mount, outcome.output());
  }

  /** Lets a plain user submit a job; its id, or why not. */
  static Outcome trySubmit(Mount mount, User user, String... words) {
    return user.sh(
        "exec 3<>$1/jobs/submit && echo \"$2\" >&3 && cat <&3",
        mount.directory().toString(),
        String.join(" ", words));
  }

  private static Job of(Mount mount, String id) {
    return new Job(mount, Long.parseLong(id.strip()));
  }

  /** Runs a job of root's to its end, which has to be a good one. */
  static Job run(Mount mount, String... words) {
    return submit(mount, words).assertDone();
  }

  /** The path of one of its files, below the mount point. */
  String path(String file) {
    return "jobs/" + id + "/" + file;
  }

  Path file(String file) {
    return mount.path(path(file));
  }

  String read(String file) {
    return mount.read(path(file));
  }

  void cancel() {
    mount.write(path("cancel"), "1");
  }

  /** The word alone. */
  String state() {
    return read("state").lines().findFirst().orElseThrow();
  }

  void awaitState(String state) {
    Condition.await("job " + id + " is " + state, LIMIT, () -> state().equals(state));
  }

  Job awaitEnd() {
    List<String> ends = List.of("done", "failed", "cancelled");
    Condition.await("the end of job " + id, LIMIT, () -> ends.contains(state()));
    return this;
  }

  /** How far it is, in bytes or steps. */
  long progress() {
    return Long.parseLong(read("progress").split(" ", -1)[0]);
  }

  /** Waits until it is in the middle of its work. */
  Job awaitProgress() {
    Condition.await("work of job " + id, LIMIT, () -> progress() > 0);
    assertThat(state()).isEqualTo("running");
    return this;
  }

  /** A line of the result; null without. */
  String result(String name) {
    String start = name + ": ";
    return read("result")
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse(null);
  }

  long number(String name) {
    return Long.parseLong(result(name));
  }

  /** Waits for its end, which has to be a good one. */
  Job assertDone() {
    assertThat(awaitEnd().read("result")).contains("\nstate: done\n");
    return this;
  }

  /** Waits for its end, for which a certain error has to be the reason. */
  void assertFailed(String errno) {
    assertThat(awaitEnd().read("result")).contains("\nstate: failed\nerror: " + errno + " ");
  }
}

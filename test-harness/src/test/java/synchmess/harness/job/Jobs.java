package synchmess.harness.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import synchmess.harness.Condition;
import synchmess.harness.Mount;
import synchmess.harness.Program;

/**
 * The job queue of a mount as it is seen from outside. Registered as an extension it is empty, with
 * one worker, when a test begins.
 *
 * @param mount where it is
 */
record Jobs(Mount mount) implements BeforeEachCallback, AfterEachCallback {
  /** Runs until it is cancelled. */
  static final String LONG = "op=count threads=2 times=1000000000 lock=atomic";

  /** Is done at once. */
  static final String SHORT = "op=count threads=1 times=1";

  private static final int ID_SIZE = 32;

  // --------------------------------------------------------------------------------- submitting

  /** Submits a job: writes it, then reads its id on the same descriptor. */
  Job submit(String words) {
    try (FileChannel file =
        FileChannel.open(
            mount.path("jobs/submit"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(words.getBytes(UTF_8)));
      ByteBuffer id = ByteBuffer.allocate(ID_SIZE);
      int size = file.read(id);
      return new Job(mount, Long.parseLong(new String(id.array(), 0, size, UTF_8).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(words, e);
    }
  }

  /** Submits jobs that are the same. */
  List<Job> submit(String words, int count) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(submit(words));
    }
    return jobs;
  }

  /** A job that is running when this returns. */
  Job run() {
    Job job = submit(LONG);
    job.await("running");
    return job;
  }

  /** Opens {@code submit} with flags such as {@code rw,nonblock}, and makes system calls on it. */
  List<String> calls(String flags, String... calls) {
    try (Program probe = startCalls(flags, calls)) {
      return probe.finish().results();
    }
  }

  /** As {@link #calls}, in the background. */
  Program startCalls(String flags, String... calls) {
    List<String> all = new ArrayList<>(List.of("open jobs/submit " + flags));
    all.addAll(List.of(calls));
    return mount.startProbe(all.toArray(new String[0]));
  }

  // -------------------------------------------------------------------------------------- state

  /** A number of {@code jobs/stats}. */
  long count(String name) {
    return mount
        .read("jobs/stats")
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until {@code jobs/stats} shows that number. */
  void await(String name, long number) {
    Condition.await(name + ": " + number, () -> count(name) == number);
  }

  /** The lines of {@code jobs/list} behind its header, in words. */
  List<List<String>> list() {
    return mount
        .read("jobs/list")
        .lines()
        .skip(1)
        .map(line -> List.of(line.split(" +", -1)))
        .toList();
  }

  /** The ids of all jobs that are in a state, as {@code jobs/list} shows them. */
  List<Long> ids(String state) {
    return list().stream()
        .filter(words -> words.get(2).equals(state))
        .map(words -> Long.valueOf(words.get(0)))
        .toList();
  }

  /** The lines of {@code jobs/workers}. */
  List<String> workers() {
    return mount.read("jobs/workers").lines().toList();
  }

  // ------------------------------------------------------------------------------------- limits

  /** The number in a file of {@code sys/jobs}. */
  int limit(String file) {
    return Integer.parseInt(mount.read("sys/jobs/" + file).strip());
  }

  /** Writes a number to a file of {@code sys/jobs}. */
  void limit(String file, int number) {
    mount.write("sys/jobs/" + file, number + "\n");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    resetLimits();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clear();
  }

  /** Makes the numbers of {@code sys/jobs} what they are at first, but for one worker. */
  private void resetLimits() {
    limit("max_queued", 64);
    limit("max_throttled", 16);
    limit("keep_finished", 1000);
    limit("workers", 1);
    limit("max_callbacks_per_user", 1000);
    mount.write("sys/jobs/max_queued_per_user", "\n");
    mount.write("sys/jobs/max_running_per_user", "\n");
  }

  /** Ends all jobs, and forgets them. */
  private void clear() {
    mount.write("jobs/remove_all", "1");
    ids("running").forEach(id -> mount.write("jobs/" + id + "/cancel", "1"));
    await("running", 0);
    limit("keep_finished", 0);
    resetLimits();
  }
}

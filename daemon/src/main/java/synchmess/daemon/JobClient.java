package synchmess.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import synchmess.errno.Errno;

/** The job queue of a mount, seen from outside, through its files. A failure gives the reason. */
final class JobClient {
  private static final int MAX_ID_SIZE = 32;

  /** The meanings of a submission's error numbers. */
  private static final Map<String, String> REFUSALS =
      Map.of(
          Errno.EAGAIN.text(), "the queue is full",
          Errno.ENOSPC.text(), "too many of your jobs are queued, or too many submitters wait",
          Errno.EACCES.text(), "the callback's group is another user's: see callback_to_others",
          Errno.EEXIST.text(), "a job with this 'unique' is queued or running",
          Errno.EPERM.text(), "this daemon takes no jobs from this process");

  private static final String QUEUED = "queued";

  private final Path jobs;

  JobClient(Path mount) {
    jobs = mount.resolve("jobs");
  }

  /** Submits a job by one write, after waiting for room if need be. Returns its id. */
  String submit(byte[] job) {
    try (FileChannel submit = FileChannel.open(jobs.resolve("submit"), READ, WRITE)) {
      submit.write(ByteBuffer.wrap(job));
      ByteBuffer id = ByteBuffer.allocate(MAX_ID_SIZE);
      submit.read(id);
      return UTF_8.decode(id.flip()).toString().strip();
    } catch (AccessDeniedException notOpened) {
      throw failure("cannot submit the job: " + Failure.reason(notOpened));
    } catch (IOException e) {
      String reason = Failure.reason(e);
      throw failure("cannot submit the job: " + REFUSALS.getOrDefault(reason, reason));
    }
  }

  /** The lines of a file of the whole queue. */
  List<String> lines(String file) {
    try {
      return Files.readAllLines(jobs.resolve(file));
    } catch (IOException e) {
      throw failure("cannot read jobs/" + file + ": " + Failure.reason(e));
    }
  }

  /** Reads a file of one job; {@code wait} waits for the end of the job. */
  String read(String id, String file) {
    Path path = job(id).resolve(file);
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw failure("cannot read the " + file + " of job " + id + ": " + jobReason(e));
    }
  }

  /** Stops a running job, or takes a queued one out of the queue. */
  void cancel(String id) {
    String state = state(id);
    if (isEnd(state)) {
      throw failure("cannot cancel job " + id + ": it is " + state + " already");
    }
    write("cancel", id, "cancel", "1");
  }

  /** Changes the priority of a queued job. */
  void setPriority(String id, String priority) {
    String state = state(id);
    if (!state.equals(QUEUED)) {
      throw failure(
          "cannot change the priority of job %s: it is %s%s"
              .formatted(id, state, isEnd(state) ? " already" : ""));
    }
    write("change the priority of", id, "priority", priority);
  }

  /** This user's jobs that have not ended; for root, all users'. */
  List<String> unended() {
    String uid = Integer.toString(User.current().uid());
    return JobTable.json(lines("list")).stream()
        .filter(job -> User.isRoot() || job.get("owner").toString().equals(uid))
        .filter(job -> !isEnd(job.get("state").toString()))
        .map(job -> job.get("id").toString())
        .toList();
  }

  private String state(String id) {
    return read(id, "state").strip();
  }

  private static boolean isEnd(String state) {
    return !state.equals(QUEUED) && !state.equals("running");
  }

  private void write(String what, String id, String file, String value) {
    Path path = job(id).resolve(file);
    try {
      Files.writeString(path, value + "\n", WRITE);
    } catch (IOException e) {
      throw failure("cannot " + what + " job " + id + ": " + jobReason(e));
    }
  }

  /** Removes a queued or ended job. */
  void remove(String id) {
    Path path = job(id);
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw failure("cannot remove job " + id + ": " + jobReason(e));
    }
  }

  /** Anything but a number would lead elsewhere. */
  private Path job(String id) {
    if (id.isEmpty() || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Failure(ExitCode.USAGE, "'" + id + "' is not a job's id");
    }
    return jobs.resolve(id);
  }

  private static String jobReason(IOException e) {
    return e instanceof NoSuchFileException ? "no such job" : Failure.reason(e);
  }

  private static Failure failure(String message) {
    return new Failure(ExitCode.FAILED, message);
  }
}

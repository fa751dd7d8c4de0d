package synchmess.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import synchmess.errno.Errno;
import synchmess.job.Job;
import synchmess.job.JobState;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Progress;
import synchmess.worker.Frame.Kind;

/**
 * How a job ended.
 *
 * @param done how far it was
 * @param total how much there was to do
 * @param errno why it failed; EIO if it did not
 * @param sentence the same for people
 * @param lines its result, if it is done
 */
record Ended(
    long done, long total, JobState state, Errno errno, String sentence, List<String> lines) {

  static Ended done(Progress progress, List<String> lines) {
    return new Ended(
        progress.done(), progress.total(), JobState.DONE, Errno.EIO, "", List.copyOf(lines));
  }

  static Ended cancelled(Progress progress) {
    return new Ended(
        progress.done(), progress.total(), JobState.CANCELLED, Errno.EIO, "", List.of());
  }

  static Ended failed(Progress progress, Errno errno, String sentence) {
    return new Ended(
        progress.done(), progress.total(), JobState.FAILED, errno, sentence, List.of());
  }

  Frame frame() {
    Fields fields =
        new Fields()
            .number(done)
            .number(total)
            .text(state.name())
            .number(errno.number())
            .text(sentence)
            .number(lines.size());
    lines.forEach(fields::text);
    return Frame.of(Kind.ENDED, fields);
  }

  /**
   * @throws IOException when it makes no sense
   */
  static Ended of(DataInputStream fields) throws IOException {
    return new Ended(
        fields.readLong(),
        fields.readLong(),
        state(Fields.text(fields)),
        Errno.of((int) fields.readLong()),
        Fields.text(fields),
        lines(fields));
  }

  private static JobState state(String name) throws IOException {
    for (JobState state : JobState.values()) {
      if (state.isEnd() && state.name().equals(name)) {
        return state;
      }
    }
    throw new IOException("no end of a job");
  }

  private static List<String> lines(DataInputStream fields) throws IOException {
    List<String> lines = new ArrayList<>();
    for (long left = fields.readLong(); left > 0; left--) {
      lines.add(Fields.text(fields));
    }
    return lines;
  }

  /**
   * Tells the job how it ended.
   *
   * @throws JobCancelledException when it was cancelled
   * @throws JobFailedException when it failed
   */
  void tell(Job job) throws IOException {
    job.progress().show(done, total);
    if (state == JobState.CANCELLED) {
      throw new JobCancelledException();
    }
    if (state == JobState.FAILED) {
      throw new JobFailedException(errno, sentence);
    }
    lines.forEach(job::give);
  }
}

package synchmess.job;

import synchmess.job.work.Operation;
import synchmess.job.work.Task;
import synchmess.owner.Owner;

/** A job to be submitted; what a test does not say is left at a default. */
final class TestSpec {
  private String op = "test";
  private Operation operation = work -> {};
  private Priority priority = Priority.MEDIUM;
  private String unique;
  private int uid = TestJobs.USER;
  private Notice notice = new Notice(null, null);

  TestSpec op(String name) {
    op = name;
    return this;
  }

  TestSpec runs(Operation what) {
    operation = what;
    return this;
  }

  TestSpec priority(Priority which) {
    priority = which;
    return this;
  }

  TestSpec unique(String word) {
    unique = word;
    return this;
  }

  TestSpec of(int user) {
    uid = user;
    return this;
  }

  TestSpec calls(Callback callback) {
    notice = new Notice(callback, notice.signal());
    return this;
  }

  TestSpec signals(Submitter.Signal signal) {
    notice = new Notice(notice.callback(), signal);
    return this;
  }

  RecordingSubmission submission() {
    JobSpec spec =
        new JobSpec(
            op,
            new Task(() -> operation, new byte[0]),
            null,
            priority,
            null,
            false,
            0,
            unique,
            "op=" + op + "\n");
    return new RecordingSubmission(spec, new Owner(uid, uid), notice);
  }
}

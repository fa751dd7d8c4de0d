package synchmess.job.operation;

import java.io.IOException;
import synchmess.errno.Errno;
import synchmess.job.work.JobCancelledException;
import synchmess.job.work.JobFailedException;

/** Says why a codec cannot go on. */
final class Damage {
  private Damage() {}

  /** The file is not what it should be: EBADMSG. */
  static JobFailedException of(String path, String sentence) {
    return new JobFailedException(Errno.EBADMSG, path + ": " + sentence);
  }

  /** The job failed or was cancelled below the codec; else, the file is damaged. */
  static IOException of(String path, String sentence, Exception codecs) {
    for (Throwable cause = codecs; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobFailedException || cause instanceof JobCancelledException) {
        return (IOException) cause;
      }
    }
    return of(path, sentence);
  }
}

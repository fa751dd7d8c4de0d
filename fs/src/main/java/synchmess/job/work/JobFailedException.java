package synchmess.job.work;

import java.io.IOException;
import synchmess.errno.Errno;

/** Why a job failed: an error number, and a sentence for people. */
public final class JobFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public JobFailedException(Errno errno, String sentence) {
    super(sentence);
    this.errno = errno;
  }

  /** What happened to a file, in the words of strerror(3). */
  public static JobFailedException of(Errno errno, String path) {
    return new JobFailedException(errno, path + ": " + errno.text());
  }

  public Errno errno() {
    return errno;
  }
}

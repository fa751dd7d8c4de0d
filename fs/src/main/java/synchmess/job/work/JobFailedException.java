package synchmess.job.work;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import synchmess.errno.Errno;

/** Why a job failed: an error number, and a sentence for people. */
public final class JobFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Set<Errno> SHORTAGES = EnumSet.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM);

  private final Errno errno;

  public JobFailedException(Errno errno, String sentence) {
    super(sentence);
    this.errno = errno;
  }

  /** What happened to a file, in the words of strerror(3). */
  public static JobFailedException of(Errno errno, String path) {
    return new JobFailedException(errno, path + ": " + errno.text());
  }

  /** Whether the daemon, or the machine, lacked a descriptor or memory. */
  public boolean isShortage() {
    return SHORTAGES.contains(errno);
  }

  public Errno errno() {
    return errno;
  }
}

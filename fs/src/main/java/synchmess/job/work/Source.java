package synchmess.job.work;

import java.io.InputStream;

/** A regular file that is open for reading. Its reads throw {@link JobFailedException}. */
public abstract class Source extends InputStream {
  /** As it was when it was opened. */
  public abstract FileStatus status();
}

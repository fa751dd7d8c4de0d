package synchmess.job.work;

import java.io.InputStream;

/** A regular file, open for reading. Its reads throw {@link JobFailedException}. */
public abstract class Source extends InputStream {
  /** Its status at the open. */
  public abstract FileStatus status();
}

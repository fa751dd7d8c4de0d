package synchmess.job.work;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file being written beside its place. A close without a commit leaves nothing. Its writes throw
 * {@link JobFailedException}.
 */
public abstract class Target extends OutputStream {
  /**
   * Puts it in its place, whole and synced.
   *
   * @throws JobFailedException EEXIST when it may not replace what is there; as fsync(2) and
   *     renameat2(2) do
   */
  public abstract void commit() throws IOException;
}

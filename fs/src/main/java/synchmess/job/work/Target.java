package synchmess.job.work;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is being written beside its place. Closed without a commit it leaves nothing. Its
 * writes throw {@link JobFailedException}.
 */
public abstract class Target extends OutputStream {
  /**
   * Puts it in its place, whole and synced.
   *
   * @throws JobFailedException EEXIST when something is there that may not be replaced; as fsync(2)
   *     and renameat2(2) do
   */
  public abstract void commit() throws IOException;
}

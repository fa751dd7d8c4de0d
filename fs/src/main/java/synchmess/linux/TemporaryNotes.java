package synchmess.linux;

import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;

/**
 * Where a user's temporary files are noted before they are made, so that a crash leaves none. Safe
 * for use by many threads.
 */
public interface TemporaryNotes {
  /**
   * Takes note of a file that will be made next.
   *
   * @param key null when it is not known yet
   * @return by which it is known here
   * @throws JobFailedException when that cannot be kept
   */
  long begin(String path, FileStatus.Key key) throws JobFailedException;

  /**
   * Takes note of what the file is, now that it is made.
   *
   * @throws JobFailedException when that cannot be kept
   */
  void know(long id, FileStatus.Key key) throws JobFailedException;

  /** Takes note that the file is gone, or has its place. */
  void end(long id);
}

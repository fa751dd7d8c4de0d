package synchmess.linux;

import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;

/**
 * Notes of a user's temporary files. Each is noted before it is made, so a crash leaves none
 * behind. Safe for use by many threads.
 */
public interface TemporaryNotes {
  /**
   * Notes a file that will be made next.
   *
   * @param key null while unknown
   * @return its id here
   * @throws JobFailedException when that cannot be kept
   */
  long begin(String path, FileStatus.Key key) throws JobFailedException;

  /**
   * Notes the key of a file, now that it is made.
   *
   * @throws JobFailedException when that cannot be kept
   */
  void know(long id, FileStatus.Key key) throws JobFailedException;

  /** Notes that the file is gone, or has its place. */
  void end(long id);
}

package synchmess.job.work;

import java.io.IOException;

/**
 * A running job, as its operation sees it. Its reads and writes count as progress; they throw
 * {@link JobCancelledException} once the job is cancelled.
 */
public interface Work {
  /**
   * Opens an input. Its size adds to the total, its reads to what is done.
   *
   * @throws IOException as {@link Workspace#open}
   */
  Source open(String path, boolean follow) throws IOException;

  /**
   * Begins the output.
   *
   * @throws IOException as {@link Workspace#create}
   */
  Target create(String path, int permissions, Workspace.Replace replace) throws IOException;

  /** The files, for work that does not count. */
  Workspace workspace();

  /** Adds to the total, in bytes or steps. */
  void expect(long more);

  /** Adds to what is done, in bytes or steps. */
  void advance(long more);

  /**
   * @throws JobCancelledException when the job was cancelled
   */
  void checkCancelled() throws JobCancelledException;

  /** Adds a line to the job's result. */
  void result(String name, Object value);
}

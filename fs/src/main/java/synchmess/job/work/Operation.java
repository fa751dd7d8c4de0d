package synchmess.job.work;

import java.io.IOException;

/** What a job does, with all its options. Run once, by one thread. */
public interface Operation {
  /**
   * Does it.
   *
   * @throws JobCancelledException when it was cancelled
   * @throws JobFailedException when it failed; any other exception is an EIO
   */
  void run(Work work) throws IOException;
}

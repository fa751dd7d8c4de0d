package synchmess.linux;

import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** The result of a system call: 0 or more, or why it failed. */
final class Result {
  private Result() {}

  /**
   * Passes a success on.
   *
   * @throws JobFailedException on a failure, with the path
   */
  static int check(int result, String path) throws JobFailedException {
    if (result < 0) {
      throw failure(result, path);
    }
    return result;
  }

  static JobFailedException failure(int result, String path) {
    return JobFailedException.of(Errno.of(-result), path);
  }

  static JobFailedException invalid(String path, String sentence) {
    return new JobFailedException(Errno.EINVAL, path + ": " + sentence);
  }
}

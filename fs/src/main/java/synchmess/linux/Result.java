package synchmess.linux;

import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;

/** What a system call has returned: a number that is not negative, or why it failed. */
final class Result {
  private Result() {}

  /**
   * Passes a success on.
   *
   * @throws JobFailedException what happened to the file otherwise
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

package synchmess.job.operation;

import java.io.IOException;
import synchmess.errno.Errno;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Target;

/** A file that may not grow beyond the job's limit. */
final class LimitedTarget extends Target {
  private final Target target;
  private final String path;
  private final long limit;
  private long left;

  /**
   * @param limit in bytes
   */
  LimitedTarget(Target target, String path, long limit) {
    this.target = target;
    this.path = path;
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public void write(int value) throws IOException {
    take(1);
    target.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    take(length);
    target.write(bytes, from, length);
  }

  private void take(int size) throws JobFailedException {
    if (size > left) {
      throw new JobFailedException(
          Errno.EFBIG, path + ": larger than " + OperationRow.MAX_OUTPUT_BYTES + "=" + limit);
    }
    left -= size;
  }

  @Override
  public void commit() throws IOException {
    target.commit();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}

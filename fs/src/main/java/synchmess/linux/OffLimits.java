package synchmess.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * Where jobs have no business: on the mount itself, which would wait for itself, and in /proc,
 * whose files are this process's as much as anybody's.
 *
 * <p>Source: {@code include/uapi/linux/magic.h}.
 *
 * @param mountDevice the mount's st_dev
 */
record OffLimits(LongSupplier mountDevice) {
  private static final int PROC_SUPER_MAGIC = 0x9fa0;

  /**
   * What there is to know of an open file that is on this side.
   *
   * @throws JobFailedException EINVAL when it is not
   */
  FileStatus check(Descriptor file, String path) throws JobFailedException {
    FileStatus status = status(file, path);
    if (status.key().device() == mountDevice.getAsLong()) {
      throw Result.invalid(path, "is on the mount itself");
    }
    byte[] system = Kernel.statfsBuffer();
    Result.check(Kernel.fstatfs(file.fd(), system), path);
    if (ByteBuffer.wrap(system).order(ByteOrder.nativeOrder()).getLong() == PROC_SUPER_MAGIC) {
      throw Result.invalid(path, "is in /proc");
    }
    return status;
  }

  /** What there is to know of any open file. */
  static FileStatus status(Descriptor file, String path) throws JobFailedException {
    byte[] status = new byte[Status.SIZE];
    Result.check(Kernel.statx(file.fd(), status), path);
    return Status.of(status);
  }
}

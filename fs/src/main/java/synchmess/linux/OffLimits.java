package synchmess.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * Where jobs have no business: the mount itself, since it would wait for itself, and /proc, since
 * this process's own files are there too.
 *
 * <p>Source: {@code include/uapi/linux/magic.h}.
 *
 * @param mountDevice the mount's st_dev
 */
record OffLimits(LongSupplier mountDevice) {
  private static final int PROC_SUPER_MAGIC = 0x9fa0;

  /**
   * The status of an open file that a job may touch.
   *
   * @throws JobFailedException EINVAL when no job may
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

  /** The status of any open file. */
  static FileStatus status(Descriptor file, String path) throws JobFailedException {
    byte[] status = new byte[Status.SIZE];
    Result.check(Kernel.statx(file.fd(), status), path);
    return Status.of(status);
  }
}

package synchmess.linux;

import java.util.Objects;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Source;

/** A regular file, read through its descriptor. Used by one thread at a time. */
final class FdSource extends Source {
  private final Descriptor file;
  private final String path;
  private final FileStatus status;

  FdSource(Descriptor file, String path, FileStatus status) {
    this.file = file;
    this.path = path;
    this.status = status;
  }

  @Override
  public FileStatus status() {
    return status;
  }

  @Override
  public int read() throws JobFailedException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws JobFailedException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int read = Result.check(Transfer.read(file.fd(), target, offset, length), path);
    return read == 0 ? -1 : read;
  }

  @Override
  public void close() {
    file.close();
  }
}

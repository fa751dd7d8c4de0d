package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Group;
import synchmess.tree.File;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/** {@code sleep}: a read sleeps at the barrier, then is at end of file. */
final class SleepHandle implements ReadableHandle {
  private final File file;
  private final Group group;

  SleepHandle(File file, Group group) {
    this.file = file;
    this.group = group;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    if (flags.nonBlocking()) {
      throw new ErrnoException(Errno.EAGAIN);
    }
    ReplySleeper sleeper = new ReplySleeper(reply);
    group.sleep(sleeper);
    return sleeper;
  }
}

package synchmess.tree.group;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.ioctl.GroupT;
import synchmess.ioctl.Ioctl;
import synchmess.owner.Owner;
import synchmess.tree.File;
import synchmess.tree.IoctlHandle;
import synchmess.tree.OpenFlags;
import synchmess.tree.ReadableHandle;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/** The open master device: it takes one ioctl, reads empty, and takes no writes. */
final class MasterHandle implements ReadableHandle, IoctlHandle {
  private final MasterFile file;

  /** Its opener, for whom it installs. */
  private final Owner caller;

  MasterHandle(MasterFile file, Owner caller) {
    this.file = file;
    this.caller = caller;
  }

  @Override
  public File file() {
    return file;
  }

  @Override
  public Parked read(long offset, int size, OpenFlags flags, Reply reply) {
    reply.value(0);
    return null;
  }

  @Override
  public Parked ioctl(Ioctl command, byte[] argument, Reply reply) {
    if (command != Ioctl.INSTALL_GROUP) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    if (argument.length < GroupT.SIZE) {
      file.warnOfPointerSize();
      throw new ErrnoException(Errno.EOPNOTSUPP);
    }
    long descriptor = GroupT.descriptor(argument);
    if (descriptor < 1 || descriptor > file.maxDescriptor()) {
      throw new ErrnoException(Errno.EINVAL);
    }
    if (!GroupT.setPath(argument, file.path((int) descriptor))) {
      throw new ErrnoException(Errno.ENAMETOOLONG);
    }
    return file.install((int) descriptor, caller).confirm(reply);
  }
}

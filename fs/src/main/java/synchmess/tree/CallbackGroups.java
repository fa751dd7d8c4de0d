package synchmess.tree;

import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.job.Callback;
import synchmess.job.Owner;

/** The groups that results are sent to. */
final class CallbackGroups {
  /** Of a group that is installed for it: results are its owner's alone. */
  private static final int PERMISSIONS = 0600;

  private static final int WRITABLE = 2;
  private static final int GROUP_BITS = 3;
  private static final int OWNER_BITS = 6;

  private final GroupFiles groupFiles;

  CallbackGroups(GroupFiles groupFiles) {
    this.groupFiles = groupFiles;
  }

  /**
   * A callback to a group, which is installed unless it is there.
   *
   * @throws ErrnoException EACCES when the owner of the job may not write to it; as {@link
   *     GroupFiles#install}
   */
  Callback to(String name, Owner owner) {
    Caller caller = new Caller(owner.uid(), owner.gid());
    GroupFile file = groupFiles.install(name, PERMISSIONS, caller);
    if (!mayWrite(owner, file.attributes())) {
      throw new ErrnoException(Errno.EACCES);
    }
    return new Callback(file.group(), groupFiles.limits());
  }

  /** As the kernel would decide; see path_resolution(7). */
  private static boolean mayWrite(Owner owner, Attributes file) {
    if (owner.isRoot()) {
      return true;
    }
    int bits = 0;
    int group = file.owner().gid();
    if (owner.uid() == file.owner().uid()) {
      bits = OWNER_BITS;
    } else if (owner.gid() == group || owner.groups().contains(group)) {
      bits = GROUP_BITS;
    }
    return (file.permissions() >> bits & WRITABLE) != 0;
  }
}

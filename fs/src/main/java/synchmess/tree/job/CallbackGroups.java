package synchmess.tree.job;

import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Group;
import synchmess.job.Callback;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.group.GroupFile;
import synchmess.tree.group.GroupFiles;

/** The groups that results are sent to. */
final class CallbackGroups {
  private static final int WRITABLE = 2;
  private static final int GROUP_BITS = 3;
  private static final int OWNER_BITS = 6;

  private final GroupFiles groupFiles;

  CallbackGroups(GroupFiles groupFiles) {
    this.groupFiles = groupFiles;
  }

  /**
   * A callback to a group. Accepting the job installs the group if it is missing.
   *
   * @param others whether it may be the group of a user other than the job's owner and root
   * @throws ErrnoException EACCES when the job's owner may not write to it, or {@code others}
   *     forbids it. Accepting the job throws the same, and as {@link GroupFiles#install}
   */
  Callback to(String name, boolean others, Owner owner) {
    GroupFile present = groupFiles.find(name);
    if (present != null) {
      check(present, others, owner);
    }
    return new Callback(() -> installed(name, others, owner));
  }

  Group installed(String name, boolean others, Owner owner) {
    GroupFile file = groupFiles.installPrivate(name, owner);
    check(file, others, owner);
    return file.group();
  }

  private static void check(GroupFile file, boolean others, Owner owner) {
    Attributes attributes = file.attributes();
    Owner its = attributes.owner();
    boolean trusted = others || its.isRoot() || its.uid() == owner.uid();
    if (!trusted || !mayWrite(owner, attributes)) {
      throw new ErrnoException(Errno.EACCES);
    }
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

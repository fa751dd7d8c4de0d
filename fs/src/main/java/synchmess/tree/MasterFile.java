package synchmess.tree;

import synchmess.group.Limits;

/** {@code synchmess}, the master device: installs numbered groups by ioctl. */
final class MasterFile implements File {
  static final String NAME = "synchmess";

  private static final int DEFAULT_PERMISSIONS = 0444;

  private final MountTraits mount;
  private final GroupFiles groupFiles;
  private final Limits limits;
  private final NodeRule rule;
  private final long made = System.currentTimeMillis();

  MasterFile(MountTraits mount, GroupFiles groupFiles, Limits limits, NodeRules rules) {
    this.mount = mount;
    this.groupFiles = groupFiles;
    this.limits = limits;
    this.rule = rules.of(NAME);
  }

  @Override
  public Attributes attributes() {
    Caller mounter = mount.owner();
    Caller owner = new Caller(rule.uid().orElse(mounter.uid()), rule.gid().orElse(mounter.gid()));
    int permissions = rule.permissions().orElse(DEFAULT_PERMISSIONS);
    return new Attributes(FileType.REGULAR, permissions, owner, made, made, made);
  }

  @Override
  public Handle open(OpenFlags flags, Caller caller) {
    return new MasterHandle(this, caller);
  }

  /** The most that a group's descriptor can be. */
  int maxDescriptor() {
    return limits.maxGroups();
  }

  /** The absolute path of the group with that descriptor, which is installed if it was not. */
  String install(int descriptor, Caller caller) {
    GroupFile file = groupFiles.install(descriptor, caller);
    return mount.path() + "/" + file.group().name();
  }
}

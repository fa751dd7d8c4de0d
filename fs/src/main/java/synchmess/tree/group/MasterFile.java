package synchmess.tree.group;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.group.GroupName;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.Handle;
import synchmess.tree.MountTraits;
import synchmess.tree.NodeRule;
import synchmess.tree.OpenFlags;

/** {@code synchmess}, the master device: installs numbered groups by ioctl. */
final class MasterFile implements File {
  static final String NAME = "synchmess";

  private static final Logger LOG = LoggerFactory.getLogger(MasterFile.class);

  private static final int DEFAULT_PERMISSIONS = 0444;

  private final MountTraits mount;
  private final GroupFiles groupFiles;
  private final NodeRule rule;
  private final long made = System.currentTimeMillis();
  private final AtomicBoolean warnedOfPointerSize = new AtomicBoolean();

  MasterFile(MountTraits mount, GroupFiles groupFiles, NodeRule rule) {
    this.mount = mount;
    this.groupFiles = groupFiles;
    this.rule = rule;
  }

  @Override
  public Attributes attributes() {
    Owner mounter = mount.owner();
    Owner owner = new Owner(rule.uid().orElse(mounter.uid()), rule.gid().orElse(mounter.gid()));
    int permissions = rule.permissions().orElse(DEFAULT_PERMISSIONS);
    return new Attributes(FileType.REGULAR, permissions, owner, made, made, made);
  }

  @Override
  public Handle open(OpenFlags flags, Owner caller, int tid) {
    return new MasterHandle(this, caller);
  }

  /** The greatest descriptor of a group. */
  int maxDescriptor() {
    return groupFiles.maxDescriptor();
  }

  /** The absolute path of the group with that descriptor, installed or not. */
  String path(int descriptor) {
    return mount.path() + "/" + GroupName.numbered(descriptor);
  }

  /** Installs the group with that descriptor, unless it is installed; returns its file. */
  File install(int descriptor, Owner caller) {
    return groupFiles.install(descriptor, caller);
  }

  /**
   * Warns, once, of a client whose command has a pointer's size: FUSE copies only that many bytes
   * of the structure, and none of its path.
   */
  void warnOfPointerSize() {
    if (!warnedOfPointerSize.getAndSet(true)) {
      LOG.warn(
          "a client's IOCTL_INSTALL_GROUP has the size of a pointer, so that no path can be handed"
              + " back: EOPNOTSUPP; compile it with examples/c/synchmess_interface.h");
    }
  }
}

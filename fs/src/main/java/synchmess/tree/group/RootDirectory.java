package synchmess.tree.group;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.owner.Owner;
import synchmess.tree.Attributes;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.FileType;
import synchmess.tree.MountTraits;
import synchmess.tree.Node;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;
import synchmess.tree.Reply;
import synchmess.waiting.Parked;

/** The top of the mount: the master device, the groups' files, and the fixed directories. */
public final class RootDirectory implements Directory {
  /** World-writable without the sticky bit, see docs/decisions/0003-root-is-0777.md. */
  private static final int SHARED = 0777;

  private static final int PRIVATE = 0755;

  private final MountTraits mount;
  private final GroupFiles groupFiles;

  /** The nodes with reserved names. */
  private final Map<String, Node> fixed = new HashMap<>();

  private final long made = System.currentTimeMillis();

  /**
   * @param further directories besides {@code ctl/}
   */
  public RootDirectory(
      MountTraits mount, NodeRules rules, GroupFiles groupFiles, Map<String, Directory> further) {
    this.mount = mount;
    this.groupFiles = groupFiles;
    NodeRule rule = rules.of(MasterFile.NAME);
    MasterFile master = new MasterFile(mount, groupFiles, rule);
    groupFiles.link(rule, MasterFile.NAME, master);
    fixed.put(MasterFile.NAME, master);
    fixed.put("ctl", new ControlRoot(mount.owner(), groupFiles));
    fixed.putAll(further);
  }

  @Override
  public Node find(String name) {
    Node node = fixed.get(name);
    if (node == null) {
      node = groupFiles.find(name);
    }
    return node == null ? groupFiles.link(name) : node;
  }

  @Override
  public Collection<String> names() {
    Collection<String> names = new TreeSet<>(groupFiles.names());
    names.addAll(groupFiles.linkNames());
    names.addAll(fixed.keySet());
    return names;
  }

  @Override
  public File create(String name, int permissions, Owner caller) {
    if (find(name) instanceof File present) {
      return present;
    }
    return groupFiles.install(name, permissions, caller);
  }

  /**
   * @throws ErrnoException ENOENT when there is none, or another caller just removed it; EPERM
   *     unless the caller is the group's owner, the mount's, or root
   */
  @Override
  public Parked remove(String name, Owner caller, Reply reply) {
    if (!(find(name) instanceof GroupFile file)) {
      return Directory.super.remove(name, caller, reply);
    }
    boolean mine = caller.uid() == file.owner().uid();
    if (!mine && !caller.isRoot() && caller.uid() != mount.owner().uid()) {
      throw new ErrnoException(Errno.EPERM);
    }
    if (!groupFiles.remove(file)) {
      throw new ErrnoException(Errno.ENOENT);
    }
    return file.confirm(reply);
  }

  @Override
  public Attributes attributes() {
    int permissions = mount.allowOther() ? SHARED : PRIVATE;
    return new Attributes(FileType.DIRECTORY, permissions, mount.owner(), made, made, made);
  }
}

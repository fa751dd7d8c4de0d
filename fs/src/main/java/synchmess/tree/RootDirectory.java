package synchmess.tree;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** The top of the mount: the master device, the groups' files, and the fixed directories. */
final class RootDirectory implements Directory {
  /** World-writable without the sticky bit, see docs/decisions/0003-root-is-0777.md. */
  private static final int SHARED = 0777;

  private static final int PRIVATE = 0755;

  private final MountTraits mount;
  private final GroupFiles groupFiles;
  private final Map<String, Node> fixed;
  private final long made = System.currentTimeMillis();

  /**
   * @param fixed the nodes with reserved names
   */
  RootDirectory(MountTraits mount, GroupFiles groupFiles, Map<String, Node> fixed) {
    this.mount = mount;
    this.groupFiles = groupFiles;
    this.fixed = fixed;
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
  public File create(String name, int permissions, Caller caller) {
    if (find(name) instanceof File present) {
      return present;
    }
    return groupFiles.install(name, permissions, caller);
  }

  /**
   * @throws ErrnoException ENOENT when there is none, or another caller has just removed it; EPERM
   *     when the caller is neither the group's owner nor the mount's nor root
   */
  @Override
  public void remove(String name, Caller caller) {
    if (!(find(name) instanceof GroupFile file)) {
      Directory.super.remove(name, caller);
      return;
    }
    boolean mine = caller.uid() == file.owner().uid();
    if (!mine && !caller.isRoot() && caller.uid() != mount.owner().uid()) {
      throw new ErrnoException(Errno.EPERM);
    }
    if (!groupFiles.remove(file)) {
      throw new ErrnoException(Errno.ENOENT);
    }
  }

  @Override
  public Attributes attributes() {
    int permissions = mount.allowOther() ? SHARED : PRIVATE;
    return new Attributes(FileType.DIRECTORY, permissions, mount.owner(), made, made, made);
  }
}

package synchmess.tree.group;

import java.util.Collection;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.Group;
import synchmess.group.GroupName;
import synchmess.group.Groups;
import synchmess.group.Ownership;
import synchmess.owner.Owner;
import synchmess.tree.File;
import synchmess.tree.NodeRule;
import synchmess.tree.NodeRules;
import synchmess.tree.Symlink;

/**
 * The files of all groups, and their further names from the udev rules.
 *
 * <p>Looking up takes no lock. Installing and removing lock this object, so that names and groups
 * change together.
 */
public final class GroupFiles {
  private static final Logger LOG = LoggerFactory.getLogger(GroupFiles.class);

  /** The mode of a numbered group without a rule, as udev has it. */
  private static final int DEFAULT_PERMISSIONS = 0600;

  private static final int PRIVATE = 0600;

  private final Groups groups;
  private final NodeRules rules;
  private final Owner mountOwner;
  private final ConcurrentSkipListMap<String, GroupFile> files = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Symlink> links = new ConcurrentSkipListMap<>();

  public GroupFiles(Groups groups, NodeRules rules, Owner mountOwner) {
    this.groups = groups;
    this.rules = rules;
    this.mountOwner = mountOwner;
  }

  /** The file of that group; null when there is none. */
  public GroupFile find(String name) {
    return files.get(name);
  }

  /** The further name; null when there is none. */
  Symlink link(String name) {
    return links.get(name);
  }

  Collection<String> names() {
    return files.keySet();
  }

  Collection<String> linkNames() {
    return links.keySet();
  }

  /** Installs a numbered group; its file belongs to the mount's owner. */
  GroupFile install(int descriptor, Owner caller) {
    return install(GroupName.numbered(descriptor), DEFAULT_PERMISSIONS, caller);
  }

  /**
   * Installs a group; returns an installed one as it is.
   *
   * @throws ErrnoException as {@link Groups#install}
   */
  public synchronized GroupFile install(String name, int permissions, Owner caller) {
    GroupFile present = files.get(name);
    if (present != null) {
      return present;
    }
    NodeRule rule = rules.of(name);
    return installNew(name, rule, rule.permissions().orElse(permissions), caller);
  }

  /**
   * Installs a group that only its installer can read and write, whatever the rules say; returns an
   * installed one as it is.
   *
   * @throws ErrnoException EACCES when it would belong to somebody else; as {@link Groups#install}
   */
  public synchronized GroupFile installPrivate(String name, Owner caller) {
    GroupFile present = files.get(name);
    if (present != null) {
      return present;
    }
    NodeRule rule = rules.of(name);
    if (!caller.isRoot() && owner(rule, name, caller).uid() != caller.uid()) {
      throw new ErrnoException(Errno.EACCES);
    }
    return installNew(name, rule, PRIVATE, caller);
  }

  private Owner owner(NodeRule rule, String name, Owner caller) {
    Owner creator = isNumbered(name) ? mountOwner : caller;
    return new Owner(rule.uid().orElse(creator.uid()), rule.gid().orElse(creator.gid()));
  }

  private GroupFile installNew(String name, NodeRule rule, int permissions, Owner caller) {
    Owner owner = owner(rule, name, caller);
    Ownership ownership = new Ownership(permissions, owner, System.currentTimeMillis());
    GroupFile file = new GroupFile(groups.install(name, caller.uid(), ownership));
    links.remove(name);
    files.put(name, file);
    link(rule, name, file);
    LOG.debug("installed {} for uid {}", name, caller.uid());
    return file;
  }

  /** The greatest descriptor of a group. */
  int maxDescriptor() {
    return groups.limits().maxGroups();
  }

  private boolean isNumbered(String name) {
    OptionalInt descriptor = GroupName.descriptor(name);
    return descriptor.isPresent() && descriptor.getAsInt() <= maxDescriptor();
  }

  /** Gives a file a rule's further names, where no group has them. */
  synchronized void link(NodeRule rule, String target, File file) {
    for (String name : rule.symlinks()) {
      if (!files.containsKey(name)) {
        links.put(name, new Symlink(target, file));
      }
    }
  }

  /** Uninstalls a group; its names go at once. False when it was uninstalled already. */
  synchronized boolean remove(GroupFile file) {
    Group group = file.group();
    if (!files.remove(group.name(), file)) {
      return false;
    }
    links.values().removeIf(link -> link.target().equals(group.name()));
    groups.remove(group);
    LOG.debug("uninstalled {}", group.name());
    return true;
  }
}

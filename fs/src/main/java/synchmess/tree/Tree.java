package synchmess.tree;

import java.util.HashMap;
import java.util.Map;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.group.GroupName;
import synchmess.group.Groups;
import synchmess.group.Limits;
import synchmess.job.Jobs;
import synchmess.tree.group.GroupFiles;
import synchmess.tree.group.RootDirectory;
import synchmess.tree.job.JobsDirectory;
import synchmess.tree.sys.SysFiles;
import synchmess.waiting.Clock;

/** All nodes below the mount point: groups' files, control files, parameters. */
public final class Tree {
  /** The default of how many files and directories a user may have open. */
  private static final int MAX_OPENS_PER_USER = 16_384;

  private final MountTraits mount;
  private final Groups groups;
  private final UserShares opens;
  private final UserShares blocked;
  private final Directory root;

  /** A tree without jobs, in memory alone. */
  public Tree(MountTraits mount, Limits limits, NodeRules rules, Clock clock) {
    this(mount, limits, rules, clock, null);
  }

  /** A tree in memory alone. */
  public Tree(MountTraits mount, Limits limits, NodeRules rules, Clock clock, Jobs jobs) {
    this(mount, new Groups(limits, clock, mount.owner().uid()), rules, jobs);
  }

  /**
   * @param jobs whoever made them ends them; null without jobs
   */
  public Tree(MountTraits mount, Groups groups, NodeRules rules, Jobs jobs) {
    this.mount = mount;
    this.groups = groups;
    opens = new UserShares(mount.owner().uid(), MAX_OPENS_PER_USER);
    blocked = new UserShares(mount.owner().uid(), mount.engine().maxBlocked() / 2);
    GroupFiles groupFiles = new GroupFiles(groups, rules, mount.owner());
    Map<String, Directory> further = new HashMap<>();
    further.put("sys", SysFiles.directory(mount, opens, blocked, groups, jobs));
    if (jobs != null) {
      further.put("jobs", new JobsDirectory(mount, jobs, groupFiles));
    }
    this.root = new RootDirectory(mount, rules, groupFiles, further);
  }

  /** The top of the mount. */
  public Directory root() {
    return root;
  }

  public MountTraits mount() {
    return mount;
  }

  public Limits limits() {
    return groups.limits();
  }

  /** Each user's open files and directories. */
  public UserShares opens() {
    return opens;
  }

  /** Each user's parked calls. */
  public UserShares blocked() {
    return blocked;
  }

  /** The bytes that all groups together hold. */
  public long bytes() {
    return groups.bytes();
  }

  /**
   * The node of a path.
   *
   * @param path from the mount point, beginning with a slash
   * @throws ErrnoException ENOENT when there is none; ENOTDIR when a part of it is no directory;
   *     ENAMETOOLONG when a group's name would be too long
   */
  public Node resolve(String path) {
    Node node = root;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        node = child(node, name);
      }
    }
    return node;
  }

  private static Node child(Node parent, String name) {
    if (!(parent instanceof Directory directory)) {
      throw new ErrnoException(Errno.ENOTDIR);
    }
    Node child = directory.find(name);
    if (child == null) {
      GroupName.checkLength(name);
      throw new ErrnoException(Errno.ENOENT);
    }
    return child;
  }

  /**
   * The directory of a path's last name, existing or not.
   *
   * @throws ErrnoException as {@link #resolve}
   */
  public Directory parent(String path) {
    Node parent = resolve(path.substring(0, path.lastIndexOf('/')));
    if (parent instanceof Directory directory) {
      return directory;
    }
    throw new ErrnoException(Errno.ENOTDIR);
  }

  /** The last name of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Removes all groups: fails all who wait there, and all later callers, with ENODEV. */
  public void close() {
    groups.close();
  }
}

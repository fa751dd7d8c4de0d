package synchmess.fuse.kernel.operation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.group.Errno;
import synchmess.group.ErrnoException;
import synchmess.tree.Directory;
import synchmess.tree.Node;

/**
 * The nodes that the kernel knows, by the numbers that it was given for them.
 *
 * <p>A directory has one number for as long as the kernel knows it. A file gets a new one each time
 * that it is looked up: so each open has an inode of the kernel's for itself, with a lock of its
 * own, and a writer who sleeps holds up nobody. See docs/decisions/0015-a-nodeid-for-each-open.md.
 */
final class Nodes {
  private final ConcurrentHashMap<Long, KnownNode> byId = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(FuseFlags.FUSE_ROOT_ID);

  /** The directories among them, and how often each was looked up and not forgotten. */
  @GuardedBy("this")
  private final Map<Directory, KnownNode> directories = new HashMap<>();

  @GuardedBy("this")
  private final Map<KnownNode, Long> lookups = new HashMap<>();

  Nodes(Directory root) {
    byId.put(
        (long) FuseFlags.FUSE_ROOT_ID,
        new KnownNode(FuseFlags.FUSE_ROOT_ID, root, FuseFlags.FUSE_ROOT_ID));
  }

  /**
   * @throws ErrnoException ENOENT for a number that the kernel should not know
   */
  KnownNode get(long id) {
    KnownNode known = byId.get(id);
    if (known == null) {
      throw new ErrnoException(Errno.ENOENT);
    }
    return known;
  }

  /** The node that a name in a directory stands for, to be told to the kernel, which counts it. */
  KnownNode lookedUp(KnownNode parent, String name, Node node) {
    long inode = KnownNode.inode(parent.inode(), name);
    if (node instanceof Directory directory) {
      return lookedUp(directory, inode);
    }
    return add(new KnownNode(lastId.incrementAndGet(), node, inode));
  }

  private synchronized KnownNode lookedUp(Directory directory, long inode) {
    KnownNode known =
        directories.computeIfAbsent(
            directory, its -> add(new KnownNode(lastId.incrementAndGet(), its, inode)));
    lookups.merge(known, 1L, Long::sum);
    return known;
  }

  private KnownNode add(KnownNode known) {
    byId.put(known.id(), known);
    return known;
  }

  /** The kernel has forgotten so many lookups of a node. */
  void forget(long id, long count) {
    if (id == FuseFlags.FUSE_ROOT_ID) {
      return;
    }
    KnownNode known = byId.get(id);
    if (known != null && known.node() instanceof Directory directory) {
      forget(directory, known, count);
    } else {
      byId.remove(id);
    }
  }

  private synchronized void forget(Directory directory, KnownNode known, long count) {
    Long left = lookups.computeIfPresent(known, (its, n) -> n > count ? n - count : null);
    if (left == null) {
      directories.remove(directory);
      byId.remove(known.id());
    }
  }

  /** How many the kernel knows, the root among them. */
  int size() {
    return byId.size();
  }
}

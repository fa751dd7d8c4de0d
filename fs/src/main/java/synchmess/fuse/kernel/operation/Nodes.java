package synchmess.fuse.kernel.operation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.tree.Directory;
import synchmess.tree.File;
import synchmess.tree.Node;

/**
 * The nodes that the kernel knows, by number.
 *
 * <p>A node keeps its number while the kernel knows it. But a file whose writers may be throttled
 * gets a new one at each lookup. So each open has its own inode in the kernel, with its own lock,
 * and a throttled writer holds up nobody. See docs/decisions/0015-own-nodeids.md.
 */
final class Nodes {
  private final ConcurrentHashMap<Long, KnownNode> byId = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(FuseFlags.FUSE_ROOT_ID);

  /** Nodes with one number for all. */
  @GuardedBy("this")
  private final Map<Node, KnownNode> shared = new HashMap<>();

  /** How many lookups of each shared node the kernel has not forgotten, by number. */
  @GuardedBy("this")
  private final Map<Long, Long> lookups = new HashMap<>();

  Nodes(Directory root) {
    add(new KnownNode(FuseFlags.FUSE_ROOT_ID, root, FuseFlags.FUSE_ROOT_ID, true));
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

  /** Counts a lookup of a name in a directory, and returns the node to tell to the kernel. */
  KnownNode lookedUp(KnownNode parent, String name, Node node) {
    long inode = KnownNode.inode(parent.inode(), name);
    if (node instanceof File file && file.throttlesWriters()) {
      return add(new KnownNode(lastId.incrementAndGet(), node, inode, false));
    }
    return lookedUp(node, inode);
  }

  private synchronized KnownNode lookedUp(Node node, long inode) {
    KnownNode known =
        shared.computeIfAbsent(
            node, its -> add(new KnownNode(lastId.incrementAndGet(), its, inode, true)));
    lookups.merge(known.id(), 1L, Long::sum);
    return known;
  }

  private KnownNode add(KnownNode known) {
    byId.put(known.id(), known);
    return known;
  }

  /** The kernel has forgotten {@code count} lookups of a node. */
  void forget(long id, long count) {
    KnownNode known = byId.get(id);
    if (known == null || id == FuseFlags.FUSE_ROOT_ID) {
      return;
    }
    if (known.shared()) {
      forget(known, count);
    } else {
      byId.remove(id);
    }
  }

  private synchronized void forget(KnownNode known, long count) {
    Long left =
        lookups.computeIfPresent(
            known.id(), (id, n) -> Long.compareUnsigned(n, count) > 0 ? n - count : null);
    if (left == null) {
      shared.remove(known.node());
      byId.remove(known.id());
    }
  }

  /** How many the kernel knows, the root among them. */
  int size() {
    return byId.size();
  }
}

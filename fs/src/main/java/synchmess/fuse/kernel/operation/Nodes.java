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
 * The nodes that the kernel knows, by the numbers that it was given for them.
 *
 * <p>A node has one number for as long as the kernel knows it. But a file whose writers may be
 * throttled gets a new one each time that it is looked up: so each open has an inode of the
 * kernel's for itself, with a lock of its own, and a writer who waits holds up nobody. See
 * docs/decisions/0015-own-nodeids.md.
 */
final class Nodes {
  private final ConcurrentHashMap<Long, KnownNode> byId = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(FuseFlags.FUSE_ROOT_ID);

  /** Those that have one number for all. */
  @GuardedBy("this")
  private final Map<Node, KnownNode> shared = new HashMap<>();

  /** How often each of the shared ones was looked up and not forgotten, by number. */
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

  /** The node that a name in a directory stands for, to be told to the kernel, which counts it. */
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

  /** The kernel has forgotten so many lookups of a node. */
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

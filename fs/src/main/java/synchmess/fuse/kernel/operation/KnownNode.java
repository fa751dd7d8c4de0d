package synchmess.fuse.kernel.operation;

import synchmess.tree.Node;

/**
 * A node that the kernel knows.
 *
 * @param id the kernel's number for it
 * @param node the node
 * @param inode its {@code st_ino}: the same at each lookup of the same name
 * @param shared whether every lookup gets this number; if not, only one did
 */
record KnownNode(long id, Node node, long inode, boolean shared) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The inode number of a name: a hash. Two names hardly ever have the same. Never 0. */
  static long inode(long parent, String name) {
    long hash = FNV_OFFSET ^ parent;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return ((hash ^ (hash >>> 29)) & Long.MAX_VALUE) | 2;
  }
}

package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.FuseStructs;
import synchmess.fuse.kernel.abi.FuseStructs.AttrOut;
import synchmess.fuse.kernel.abi.FuseStructs.EntryOut;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.tree.Attributes;
import synchmess.tree.File;

/** Lays out a node's attributes for the kernel. It may cache neither them nor names. */
final class Attr {
  private static final int BLOCK_SIZE = 4096;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * The size that the kernel believes a file has; nobody sees it. Writes that end below it may run
   * side by side, and copies fail instead of being empty. See
   * docs/decisions/0016-large-and-empty.md.
   */
  private static final long LARGE = 1_000_000_000_000L;

  private Attr() {}

  /** {@code struct fuse_entry_out}; returns its length. */
  static int putEntry(Memory body, KnownNode known) {
    body.putZeros(0, EntryOut.SIZEOF);
    body.putLong(EntryOut.NODEID, known.id());
    put(body, EntryOut.ATTR, known, believedSize(known));
    return EntryOut.SIZEOF;
  }

  /** {@code struct fuse_attr_out} for stat(2), with size 0; returns its length. */
  static int putShown(Memory body, KnownNode known) {
    return put(body, known, 0);
  }

  /** {@code struct fuse_attr_out} for the kernel itself, likewise. */
  static int putBelieved(Memory body, KnownNode known) {
    return put(body, known, believedSize(known));
  }

  private static long believedSize(KnownNode known) {
    return isFile(known) ? LARGE : 0;
  }

  static boolean isFile(KnownNode known) {
    return known.node() instanceof File;
  }

  private static int put(Memory body, KnownNode known, long size) {
    body.putZeros(0, AttrOut.SIZEOF);
    put(body, AttrOut.ATTR, known, size);
    return AttrOut.SIZEOF;
  }

  private static void put(Memory body, int at, KnownNode known, long size) {
    Attributes its = known.node().attributes();
    body.putLong(at + FuseStructs.Attr.INO, known.inode());
    body.putLong(at + FuseStructs.Attr.SIZE, size);
    putTime(body, at, FuseStructs.Attr.ATIME, FuseStructs.Attr.ATIMENSEC, its.accessed());
    putTime(body, at, FuseStructs.Attr.MTIME, FuseStructs.Attr.MTIMENSEC, its.modified());
    putTime(body, at, FuseStructs.Attr.CTIME, FuseStructs.Attr.CTIMENSEC, its.changed());
    body.putInt(at + FuseStructs.Attr.MODE, its.mode());
    body.putInt(at + FuseStructs.Attr.NLINK, its.links());
    body.putInt(at + FuseStructs.Attr.UID, its.owner().uid());
    body.putInt(at + FuseStructs.Attr.GID, its.owner().gid());
    body.putInt(at + FuseStructs.Attr.BLKSIZE, BLOCK_SIZE);
  }

  private static void putTime(Memory body, int at, int seconds, int nanos, long millis) {
    body.putLong(at + seconds, millis / MILLIS_PER_SECOND);
    body.putInt(at + nanos, (int) (millis % MILLIS_PER_SECOND * NANOS_PER_MILLI));
  }
}

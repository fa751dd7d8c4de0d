package synchmess.fuse.kernel.operation;

/** Tells the kernel something unasked. Drops what it no longer wants to know. */
public interface Notifications {

  /** Wakes those who poll the file that the kernel named {@code kh}. */
  void poll(long kh);

  /** Makes the kernel forget the attributes of a node. */
  void invalidateInode(long nodeid);

  /**
   * Makes the kernel send a NOTIFY_REPLY, from the calling thread's core. It carries nothing; only
   * its arrival counts.
   *
   * @param nodeid of a regular file in use; the kernel refuses any other
   * @return false when the kernel refused it
   */
  boolean nudge(long nodeid);
}

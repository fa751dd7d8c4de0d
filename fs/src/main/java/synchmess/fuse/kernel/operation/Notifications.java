package synchmess.fuse.kernel.operation;

/** What is told to the kernel unasked. What it no longer wants to know is forgotten. */
public interface Notifications {

  /** Wakes who polls the file that the kernel named {@code kh}. */
  void poll(long kh);

  /** Has the kernel forget the attributes of a node. */
  void invalidateInode(long nodeid);

  /**
   * Has the kernel send a NOTIFY_REPLY, from the core that the calling thread runs on. It carries
   * nothing; that it comes is all.
   *
   * @param nodeid of a regular file that is in use; of nothing else it can be asked
   * @return false when the kernel refused it
   */
  boolean nudge(long nodeid);
}

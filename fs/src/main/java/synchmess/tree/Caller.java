package synchmess.tree;

/**
 * Who asks: the process behind a request, as the kernel names it.
 *
 * @param uid its user
 * @param gid its group
 * @param tid the thread that asks; 0 where it cannot be seen from here, or does not matter
 */
public record Caller(int uid, int gid, int tid) {
  private static final int ROOT = 0;

  /** Somebody who owns something. */
  public Caller(int uid, int gid) {
    this(uid, gid, 0);
  }

  public boolean isRoot() {
    return uid == ROOT;
  }
}

package synchmess.tree;

/**
 * Who asks: the process behind a request, as the kernel names it.
 *
 * @param uid its user
 * @param gid its group
 */
public record Caller(int uid, int gid) {
  private static final int ROOT = 0;

  public boolean isRoot() {
    return uid == ROOT;
  }
}

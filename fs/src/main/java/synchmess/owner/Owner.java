package synchmess.owner;

import java.util.List;

/**
 * A user to whom something belongs, or who asks for something.
 *
 * @param gid its group
 * @param groups its further groups, where they matter
 */
public record Owner(int uid, int gid, List<Integer> groups) {
  private static final int ROOT = 0;

  public Owner {
    groups = List.copyOf(groups);
  }

  /** One whose further groups do not matter. */
  public Owner(int uid, int gid) {
    this(uid, gid, List.of());
  }

  public boolean isRoot() {
    return uid == ROOT;
  }
}

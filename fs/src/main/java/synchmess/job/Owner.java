package synchmess.job;

import java.util.List;

/**
 * The user that a job belongs to, as which it touches files.
 *
 * @param gid its group
 * @param groups its further groups
 */
public record Owner(int uid, int gid, List<Integer> groups) {
  public Owner {
    groups = List.copyOf(groups);
  }

  public boolean isRoot() {
    return uid == 0;
  }
}

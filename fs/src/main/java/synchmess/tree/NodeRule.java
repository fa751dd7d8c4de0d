package synchmess.tree;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the udev rules say of one node.
 *
 * @param permissions MODE, when given
 * @param uid OWNER, when given
 * @param gid GROUP, when given
 * @param symlinks SYMLINK, further names of the node, which groups could have too
 */
public record NodeRule(
    OptionalInt permissions, OptionalInt uid, OptionalInt gid, List<String> symlinks) {

  /** Says nothing. */
  public static final NodeRule NONE =
      new NodeRule(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), List.of());

  /** This, with another mode. */
  public NodeRule withPermissions(int other) {
    return new NodeRule(OptionalInt.of(other), uid, gid, symlinks);
  }

  /** This, with another owner. */
  public NodeRule withUid(int other) {
    return new NodeRule(permissions, OptionalInt.of(other), gid, symlinks);
  }

  /** This, with another Unix group. */
  public NodeRule withGid(int other) {
    return new NodeRule(permissions, uid, OptionalInt.of(other), symlinks);
  }

  /** This, with more further names. */
  public NodeRule withSymlinks(List<String> more) {
    List<String> all = Stream.concat(symlinks.stream(), more.stream()).distinct().toList();
    return new NodeRule(permissions, uid, gid, all);
  }
}

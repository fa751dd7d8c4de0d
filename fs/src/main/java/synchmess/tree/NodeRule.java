package synchmess.tree;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the udev rules say of one node.
 *
 * @param permissions MODE, when given
 * @param uid OWNER, when given
 * @param gid GROUP, when given
 * @param symlinks SYMLINK, further names of the node
 */
public record NodeRule(
    OptionalInt permissions, OptionalInt uid, OptionalInt gid, List<String> symlinks) {

  /** Says nothing. */
  public static final NodeRule NONE =
      new NodeRule(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), List.of());
}

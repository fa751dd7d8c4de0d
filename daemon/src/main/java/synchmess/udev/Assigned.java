package synchmess.udev;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import synchmess.tree.NodeRule;

/** The values that rules have assigned to one node so far. */
final class Assigned {
  /** The mode that udev gives a node whose rules set a group, but no mode. */
  private static final int GROUP_PERMISSIONS = 0660;

  private static final int ROOT = 0;

  private final Assignable<Integer> permissions = new Assignable<>();
  private final Assignable<Integer> uid = new Assignable<>();
  private final Assignable<Integer> gid = new Assignable<>();
  private final Assignable<Set<String>> symlinks = new Assignable<>();

  Assignable<Integer> permissions() {
    return permissions;
  }

  Assignable<Integer> uid() {
    return uid;
  }

  Assignable<Integer> gid() {
    return gid;
  }

  /** Adds names, removes them, or puts them in place of those before. */
  void link(Operator operator, List<String> names) {
    Set<String> links = new LinkedHashSet<>();
    if (operator == Operator.ADD || operator == Operator.REMOVE) {
      symlinks.get().ifPresent(links::addAll);
    }
    if (operator == Operator.REMOVE) {
      names.forEach(links::remove);
    } else {
      links.addAll(names);
    }
    symlinks.assign(operator, links);
  }

  NodeRule toNodeRule() {
    return new NodeRule(
        effectivePermissions(),
        number(uid),
        number(gid),
        symlinks.get().map(List::copyOf).orElse(List.of()));
  }

  private OptionalInt effectivePermissions() {
    boolean groupAlone = permissions.get().isEmpty() && gid.get().orElse(ROOT) != ROOT;
    return groupAlone ? OptionalInt.of(GROUP_PERMISSIONS) : number(permissions);
  }

  private static OptionalInt number(Assignable<Integer> value) {
    return value.get().map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}

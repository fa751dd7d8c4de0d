package synchmess.tree;

/** The rules that give new nodes their mode, owner and further names. */
@FunctionalInterface
public interface NodeRules {
  NodeRules NONE = name -> NodeRule.NONE;

  /** What the rules say of a node of that name at the top of the mount. */
  NodeRule of(String name);
}

package synchmess.udev;

import java.util.List;
import java.util.function.Predicate;

/**
 * One rule: a node for whose name all conditions hold gets all that is assigned.
 *
 * @param line where it begins
 * @param label by which a {@link #target} finds it; null without one
 * @param target the label of the rule to go on with, where the conditions hold; null without one
 */
record Rule(
    int line,
    List<Predicate<String>> conditions,
    List<Assignment> assignments,
    String label,
    String target) {

  /** One thing that a rule assigns. */
  interface Assignment {
    /** Assigns it to the node of that name. */
    void make(String name, Assigned node);
  }

  boolean matches(String name) {
    return conditions.stream().allMatch(condition -> condition.test(name));
  }

  void apply(String name, Assigned node) {
    assignments.forEach(assignment -> assignment.make(name, node));
  }
}

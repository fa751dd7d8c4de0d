package synchmess.udev;

import java.util.List;
import java.util.function.Predicate;

/**
 * One rule. If all conditions hold for a node's name, the node gets all assignments.
 *
 * @param line its first line
 * @param label the name of this rule for a {@link #target}; null without one
 * @param target the label of the next rule, if the conditions hold; null without one
 */
record Rule(
    int line,
    List<Predicate<String>> conditions,
    List<Assignment> assignments,
    String label,
    String target) {

  /** One assignment of a rule. */
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

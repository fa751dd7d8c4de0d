package synchmess.udev;

import java.util.Arrays;
import java.util.List;

/** A condition: that one of several patterns matches, or that none does. */
final class Match {
  private final boolean wanted;
  private final List<Glob> alternatives;

  /**
   * @param operator {@code ==} or {@code !=}
   * @param patterns with {@code |} between alternatives
   * @throws RuleException for a pattern that can never match
   */
  Match(Operator operator, String patterns) {
    wanted = operator == Operator.EQUAL;
    alternatives = Arrays.stream(patterns.split("\\|")).map(Glob::new).toList();
  }

  boolean holds(String text) {
    return alternatives.stream().anyMatch(glob -> glob.matches(text)) == wanted;
  }
}

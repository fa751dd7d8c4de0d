package synchmess.udev;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import synchmess.errno.ErrnoException;
import synchmess.group.GroupName;
import synchmess.tree.NodeRule;

/**
 * One line of the rules.
 *
 * @param names those of the nodes that it is for
 * @param given adds what it gives them
 */
record Rule(Predicate<String> names, UnaryOperator<NodeRule> given) {
  private static final Rule EMPTY = new Rule(name -> true, node -> node);
  private static final Rule FOR_DEVICES = new Rule(name -> false, node -> node);

  private static final Pattern MODE = Pattern.compile("0*[0-7]{1,4}");
  private static final int OCTAL = 8;

  /**
   * The rule of a line. No node of a mount has a SUBSYSTEM: a line with that is for udev alone,
   * whatever else it says.
   *
   * @throws RuleException when the line has a key, an operator or a value that is unknown here
   */
  static Rule parse(String line) {
    List<Pair> pairs = Pair.parse(line);
    if (pairs.stream().anyMatch(pair -> pair.key().equals("SUBSYSTEM=="))) {
      return FOR_DEVICES;
    }
    Rule rule = EMPTY;
    for (Pair pair : pairs) {
      rule = rule.with(pair.key(), pair.value());
    }
    return rule;
  }

  private Rule with(String key, String value) {
    return switch (key) {
      case "KERNEL==" -> new Rule(names.and(new Glob(value)::matches), given);
      case "MODE=" -> giving(NodeRule::withPermissions, mode(value));
      case "OWNER=" -> giving(NodeRule::withUid, Account.USER.id(value));
      case "GROUP=" -> giving(NodeRule::withGid, Account.GROUP.id(value));
      case "SYMLINK+=" -> giving(NodeRule::withSymlinks, links(value));
      default -> throw new RuleException("unknown " + key);
    };
  }

  private <T> Rule giving(BiFunction<NodeRule, T, NodeRule> change, T value) {
    return new Rule(names, node -> change.apply(given.apply(node), value));
  }

  private static int mode(String value) {
    if (!MODE.matcher(value).matches()) {
      throw new RuleException("bad MODE \"" + value + "\"");
    }
    return Integer.parseInt(value, OCTAL);
  }

  private static List<String> links(String value) {
    List<String> names = Arrays.asList(value.strip().split("\\s+"));
    try {
      names.forEach(GroupName::check);
    } catch (ErrnoException e) {
      throw new RuleException("bad SYMLINK \"" + value + "\"");
    }
    return names;
  }
}

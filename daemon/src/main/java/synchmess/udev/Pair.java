package synchmess.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a rule, {@code KEY=="value"} or {@code KEY{attribute}="value"}.
 *
 * @param attribute empty without one
 */
record Pair(String key, String attribute, Operator operator, String value) {
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]*");

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<key>\\w+)(?:\\{(?<attribute>[^}]*)\\})?"
              + "\\s*(?<operator>==|!=|\\+=|-=|:=|=)"
              + "\\s*\"(?<value>(?:\\\\\"|[^\"])*+)\"");

  /**
   * The parts of a line. The only escape in values is {@code \"}, as in udev.
   *
   * @throws RuleException when the line has anything else
   */
  static List<Pair> parse(String line) {
    List<Pair> pairs = new ArrayList<>();
    int at = skipSeparator(line, 0);
    while (at < line.length()) {
      Matcher matcher = PAIR.matcher(line).region(at, line.length());
      if (!matcher.lookingAt()) {
        throw new RuleException("this is no KEY==\"value\": " + line.substring(at).strip());
      }
      pairs.add(of(matcher));
      at = skipSeparator(line, matcher.end());
    }
    return pairs;
  }

  private static int skipSeparator(String line, int from) {
    Matcher separator = SEPARATOR.matcher(line).region(from, line.length());
    return separator.lookingAt() ? separator.end() : from;
  }

  private static Pair of(Matcher matcher) {
    String attribute = matcher.group("attribute");
    return new Pair(
        matcher.group("key"),
        attribute == null ? "" : attribute,
        Operator.of(matcher.group("operator")),
        matcher.group("value").replace("\\\"", "\""));
  }
}

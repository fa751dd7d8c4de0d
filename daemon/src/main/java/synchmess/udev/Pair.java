package synchmess.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a line: {@code KEY=="value"}.
 *
 * @param key with its operator, {@code KERNEL==} or {@code ENV{ID}!=}
 */
record Pair(String key, String value) {
  private static final Pattern PAIR =
      Pattern.compile("(\\w+(?:\\{[^}]*\\})?)\\s*([-+:!=]?=)\\s*\"([^\"]*)\"[\\s,]*");

  /**
   * The parts of a line, with blanks and commas between them.
   *
   * @throws RuleException when the line has anything else
   */
  static List<Pair> parse(String line) {
    List<Pair> pairs = new ArrayList<>();
    Matcher matcher = PAIR.matcher(line);
    while (matcher.lookingAt()) {
      pairs.add(new Pair(matcher.group(1) + matcher.group(2), matcher.group(3)));
      matcher.region(matcher.end(), line.length());
    }
    if (matcher.regionStart() < line.length()) {
      throw new RuleException("no KEY=\"value\": " + line.substring(matcher.regionStart()));
    }
    return pairs;
  }
}

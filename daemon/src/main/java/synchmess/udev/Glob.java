package synchmess.udev;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A shell pattern: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, and a backslash before a
 * character that stands for itself. A slash is a character like any other.
 *
 * <p>Source: fnmatch(3) with no flags, which udev uses.
 */
final class Glob {
  private final Pattern regex;

  /**
   * @throws RuleException for a range whose ends are in the wrong order
   */
  Glob(String pattern) {
    try {
      regex = Pattern.compile(regex(pattern), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new RuleException("bad pattern: " + pattern);
    }
  }

  /** Whether all of the text matches. */
  boolean matches(String text) {
    return regex.matcher(text).matches();
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      int end = endOfElement(pattern, at);
      regex.append(element(pattern.substring(at, end)));
      at = end;
    }
    return regex.toString();
  }

  /** The end of the element that begins there: a set, an escaped character, or a character. */
  private static int endOfElement(String pattern, int at) {
    char first = pattern.charAt(at);
    boolean escape = first == '\\' && at + 1 < pattern.length();
    int closing = first == '[' ? closingBracket(pattern, at) : -1;
    return closing >= 0 ? closing + 1 : at + (escape ? 2 : 1);
  }

  /** A bracket that is the first in its set is a member of it; −1 when the set is never closed. */
  private static int closingBracket(String pattern, int opening) {
    int first = opening + (isNegated(pattern.substring(opening)) ? 2 : 1);
    return pattern.indexOf(']', first + 1);
  }

  private static boolean isNegated(String set) {
    return set.startsWith("[!") || set.startsWith("[^");
  }

  private static String element(String element) {
    if (element.equals("*")) {
      return ".*";
    }
    if (element.equals("?")) {
      return ".";
    }
    if (element.length() > 2) {
      return set(element);
    }
    return Pattern.quote(element.substring(element.length() - 1));
  }

  private static String set(String element) {
    boolean negated = isNegated(element);
    String members = element.substring(negated ? 2 : 1, element.length() - 1);
    return (negated ? "[^" : "[") + members.replaceAll("[\\[\\]\\\\&^]", "\\\\$0") + "]";
  }
}

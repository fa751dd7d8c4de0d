package synchmess.udev;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for names: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, and {@code |} between
 * alternatives, as in udev(7). Otherwise it has only characters that names have.
 */
final class Glob {
  private static final Pattern SET = Pattern.compile("\\[!?[\\w.-]+\\]");
  private static final Pattern REST = Pattern.compile("[\\w.*?|-]*");

  private final Pattern regex;

  /**
   * @throws RuleException for anything else, or a range from high to low
   */
  Glob(String pattern) {
    if (!REST.matcher(SET.matcher(pattern).replaceAll("")).matches()) {
      throw bad(pattern);
    }
    try {
      regex =
          Pattern.compile(
              pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".").replace("[!", "[^"));
    } catch (PatternSyntaxException e) {
      throw bad(pattern);
    }
  }

  /** Whether all of the name matches. */
  boolean matches(String name) {
    return regex.matcher(name).matches();
  }

  private static RuleException bad(String pattern) {
    return new RuleException("bad KERNEL \"" + pattern + "\"");
  }
}

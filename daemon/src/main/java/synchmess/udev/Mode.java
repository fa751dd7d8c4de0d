package synchmess.udev;

import java.util.regex.Pattern;

/** Permission bits as MODE has them: an octal number up to 07777. */
final class Mode {
  private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
  private static final int RADIX = 8;

  private Mode() {}

  /**
   * @throws RuleException when the text is no such number
   */
  static int parse(String text) {
    if (!OCTAL.matcher(text).matches()) {
      throw new RuleException("bad MODE \"" + text + "\"");
    }
    return Integer.parseInt(text, RADIX);
  }
}

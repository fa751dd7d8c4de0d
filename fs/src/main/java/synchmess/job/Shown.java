package synchmess.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A user's text, made safe to show to others: it begins no line, and no terminal takes it for a
 * command or reverses it.
 */
public final class Shown {
  private static final String CUT = "…";

  private Shown() {}

  /**
   * On one line. Controls, among them ESC, those above 127 and newlines, invisible characters and
   * those that set a direction are escaped as Java does.
   */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Likewise, but newlines stay: for a text within quotes. */
  public static String quoted(String text) {
    return Arrays.stream(text.split("\n", -1)).map(Shown::line).collect(Collectors.joining("\n"));
  }

  /** Likewise, and without spaces. */
  public static String word(String text) {
    return escaped(text, true);
  }

  /** Its end, when it is longer than that many characters. */
  public static String tail(String text, int most) {
    return text.length() <= most ? text : CUT + text.substring(text.length() - most + 1);
  }

  /** Its beginning, when it is longer than that many characters. */
  public static String head(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + CUT;
  }

  private static String escaped(String text, boolean spaces) {
    if (text.chars().allMatch(c -> c >= (spaces ? '!' : ' ') && c <= '~')) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c, spaces));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c, boolean spaces) {
    if (c == '\n') {
      shown.append("\\n");
    } else if (isHarmful(c) || (spaces && Character.isSpaceChar(c))) {
      shown.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}

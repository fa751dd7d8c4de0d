package synchmess.daemon;

/**
 * Text that users have chosen, as it is shown to others: what would move a terminal's cursor, begin
 * a line, or turn the order of letters about is written as an escape.
 */
final class Printable {
  private Printable() {}

  /** One line of it. */
  static String of(String text) {
    if (text.codePoints().allMatch(Printable::isPlain)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    if (isPlain(character)) {
      escaped.appendCodePoint(character);
    } else if (character == '\n') {
      escaped.append("\\n");
    } else if (character == '\r') {
      escaped.append("\\r");
    } else {
      escaped.append(String.format("\\u%04x", character));
    }
  }

  /** A tab begins the lines of a stack, and does no harm. */
  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character == '\t';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}

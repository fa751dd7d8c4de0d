package synchmess.udev;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A line of a rules file. A backslash at its end joins the next one to it.
 *
 * @param number that of the first one, from 1
 * @param text never empty, never a comment, without blanks around it
 */
record Line(int number, String text) {
  private static final String JOIN = "\\";

  /** The lines of a file. A comment may stand between lines that are joined. */
  static List<Line> of(String file) {
    Deque<Line> lines = new ArrayDeque<>();
    int number = 0;
    for (String raw : file.lines().toList()) {
      number++;
      String text = raw.strip();
      if (text.startsWith("#")) {
        continue;
      }
      boolean joins = !lines.isEmpty() && lines.getLast().text.endsWith(JOIN);
      lines.add(joins ? lines.removeLast().join(text) : new Line(number, text));
    }
    return lines.stream().filter(line -> !line.text.isEmpty()).toList();
  }

  private Line join(String next) {
    return new Line(number, text.substring(0, text.length() - JOIN.length()) + next);
  }
}

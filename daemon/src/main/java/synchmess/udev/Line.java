package synchmess.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A line of a rules file. A backslash at its end joins the next one to it.
 *
 * @param number that of the first one, from 1
 * @param text without the blanks at its beginning; never empty, never a comment
 */
record Line(int number, String text) {

  /** The lines of a file. A comment may stand between lines that are joined. */
  static List<Line> of(String file, Consumer<String> warnings) {
    List<Line> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int first = 0;
    int number = 0;
    boolean continues = false;
    for (String raw : file.split("\r?\n", -1)) {
      number++;
      String text = raw.stripLeading();
      if (text.startsWith("#")) {
        continue;
      }
      first = continues ? first : number;
      continues = text.endsWith("\\");
      joined.append(text, 0, text.length() - (continues ? 1 : 0));
      if (!continues) {
        add(lines, first, joined);
      }
    }
    if (continues) {
      warnings.accept("line " + first + ": the file ends where a further line is announced");
    }
    return lines;
  }

  private static void add(List<Line> lines, int first, StringBuilder joined) {
    if (!joined.isEmpty()) {
      lines.add(new Line(first, joined.toString()));
    }
    joined.setLength(0);
  }
}

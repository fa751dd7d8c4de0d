package synchmess.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import synchmess.job.Shown;

/** Lines of words, aligned in columns. */
final class JobTable {
  private static final String GAP = "  ";

  private JobTable() {}

  /**
   * The table, with a newline after each line.
   *
   * @param lines words with spaces between them, the same number in each
   */
  static String of(List<String> lines) {
    List<String[]> rows =
        lines.stream().map(Shown::line).map(line -> line.strip().split(" +", -1)).toList();
    StringBuilder table = new StringBuilder();
    for (String[] row : rows) {
      for (int i = 0; i < row.length - 1; i++) {
        table.append(row[i]).append(" ".repeat(width(rows, i) - row[i].length())).append(GAP);
      }
      table.append(row[row.length - 1]).append('\n');
    }
    return table.toString();
  }

  /**
   * For programs: the words of each line, by those of the first.
   *
   * @param lines as for {@link #of}; the last column may have spaces
   */
  static List<Map<String, Object>> json(List<String> lines) {
    String[] names = lines.get(0).strip().toLowerCase(Locale.ROOT).split(" +", -1);
    return lines.stream().skip(1).map(line -> json(names, line)).toList();
  }

  private static Map<String, Object> json(String[] names, String line) {
    String[] words = line.strip().split(" +", names.length);
    Map<String, Object> json = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i++) {
      json.put(names[i], Json.value(words[i]));
    }
    return json;
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream()
        .filter(row -> row.length > column)
        .mapToInt(row -> row[column].length())
        .max()
        .orElse(0);
  }
}

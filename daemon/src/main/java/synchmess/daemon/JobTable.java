package synchmess.daemon;

import java.util.List;
import synchmess.job.Shown;

/** Lines of words, with the words below one another. */
final class JobTable {
  private static final String GAP = "  ";

  private JobTable() {}

  /**
   * The table, with a newline after each line.
   *
   * @param lines words with spaces between them, as many in each
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

  private static int width(List<String[]> rows, int column) {
    return rows.stream()
        .filter(row -> row.length > column)
        .mapToInt(row -> row[column].length())
        .max()
        .orElse(0);
  }
}

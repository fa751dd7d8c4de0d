package synchmess.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import synchmess.job.Shown;

/** The groups of a mount, one a line, and their sum. */
final class GroupTable {
  static final String OLDEST = "oldest_age_ms";

  private static final List<String> NUMBERS =
      List.of("depth", "delayed", "bytes", "sleepers", "readers", "sent", "received", OLDEST);

  /** Blanks between two columns; a number has six characters at most. */
  private static final int GAP = 1;

  private static final int MIN_NUMBER_WIDTH = 6;
  private static final int MIN_NAME_WIDTH = 8;

  private final Map<String, Map<String, String>> groups;

  /**
   * @param groups the numbers of each group, by name; none if they are not readable
   */
  GroupTable(Map<String, Map<String, String>> groups) {
    this.groups = groups;
  }

  /**
   * The lines: the heading, the groups, the number of groups left out, if any, the sum.
   *
   * @param width of each line, in characters, if possible; longer names are cut
   * @param height the most lines, but always enough for one group
   */
  List<String> lines(int width, int height) {
    int most = Math.max(1, groups.size() + 2 <= height ? groups.size() : height - 3);
    List<String> names = groups.keySet().stream().limit(most).toList();
    String sum = "= " + groups.size() + (groups.size() == 1 ? " group" : " groups");
    int nameWidth = nameWidth(names, sum, width);
    List<String> lines = new ArrayList<>();
    lines.add(line("GROUP", NUMBERS.stream().map(GroupTable::heading).toList(), nameWidth));
    names.forEach(name -> lines.add(line(Shown.line(name), cells(name), nameWidth)));
    if (names.size() < groups.size()) {
      lines.add("… and " + (groups.size() - names.size()) + " more");
    }
    lines.add(line(sum, NUMBERS.stream().map(name -> cell(name, total(name))).toList(), nameWidth));
    return lines;
  }

  private static int nameWidth(List<String> names, String sum, int width) {
    int longest =
        Stream.concat(names.stream().map(Shown::line), Stream.of(sum))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    int numbers = NUMBERS.stream().mapToInt(name -> GAP + numberWidth(name)).sum();
    return Math.max(MIN_NAME_WIDTH, Math.min(longest, width - numbers));
  }

  private static int numberWidth(String name) {
    return Math.max(MIN_NUMBER_WIDTH, heading(name).length());
  }

  private static String heading(String name) {
    return name.equals(OLDEST) ? "OLDEST" : name.toUpperCase(Locale.ROOT);
  }

  private static String line(String name, List<String> cells, int nameWidth) {
    StringBuilder line = new StringBuilder();
    String shown = Shown.head(name, nameWidth);
    line.append(shown).append(" ".repeat(nameWidth - shown.length()));
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      int blanks = GAP + numberWidth(NUMBERS.get(i)) - cell.length();
      line.append(" ".repeat(Math.max(GAP, blanks))).append(cell);
    }
    return line.toString();
  }

  private List<String> cells(String group) {
    Map<String, String> stats = groups.get(group);
    return NUMBERS.stream()
        .map(name -> stats.containsKey(name) ? cell(name, number(stats, name)) : "-")
        .toList();
  }

  private static String cell(String name, long number) {
    return name.equals(OLDEST) ? ShortNumber.ofMillis(number) : ShortNumber.of(number);
  }

  /** The sum; for ages, the greatest. */
  private long total(String name) {
    Stream<Long> numbers = groups.values().stream().map(stats -> number(stats, name));
    return numbers.reduce(0L, name.equals(OLDEST) ? Math::max : Long::sum);
  }

  private static long number(Map<String, String> stats, String name) {
    return Long.parseLong(stats.getOrDefault(name, "0"));
  }
}

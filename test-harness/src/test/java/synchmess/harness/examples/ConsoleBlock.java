package synchmess.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a page that shows commands, each after a {@code $}, and what they print.
 *
 * @param lines without the fences around them
 */
record ConsoleBlock(List<String> lines) {
  private static final String FENCE = "```";
  private static final String OPENING = FENCE + "sh console";
  private static final String PROMPT = "$ ";

  /** The only one in a page; it stands right after the line {@code marker}. */
  static ConsoleBlock in(Path page, String marker) throws IOException {
    List<String> text = Files.readAllLines(page);
    assertThat(text).containsOnlyOnce(marker, OPENING);
    int opening = text.indexOf(OPENING);
    assertThat(opening).as("line of " + OPENING).isEqualTo(text.indexOf(marker) + 1);
    List<String> rest = text.subList(opening + 1, text.size());
    ConsoleBlock block = new ConsoleBlock(rest.subList(0, rest.indexOf(FENCE)));
    assertThat(block.lines).as("the block").anyMatch(line -> line.startsWith(PROMPT));
    return block;
  }

  /** All lines, as a terminal shows them. */
  String text() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** For one shell: shows each command and carries it out. */
  String script() {
    return lines.stream()
        .filter(line -> line.startsWith(PROMPT))
        .map(line -> "printf '%s\\n' " + quoted(line) + "\n" + line.substring(2) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

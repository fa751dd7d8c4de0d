package synchmess.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A job as {@code jobs/submit} takes it, made of the words of a command line. */
final class JobText {
  private static final Set<String> PATHS = Set.of("in", "out", "key_file");

  /** What a shell has taken the quotes from, and the job's text needs them for. */
  private static final String PROTECTED = "\"\\";

  private JobText() {}

  /**
   * One line, with a newline.
   *
   * @param words {@code name=value}; anything else is left for the parser to refuse
   * @param directory where relative paths begin
   */
  static String of(List<String> words, Path directory) {
    return words.stream()
        .map(word -> word(word, directory))
        .collect(Collectors.joining(" ", "", "\n"));
  }

  /** What is before the first {@code =}; the whole word without one. */
  static String name(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static String word(String word, Path directory) {
    String name = name(word);
    if (name.length() == word.length()) {
      return quoted(word);
    }
    String value = word.substring(name.length() + 1);
    return name + "=" + quoted(PATHS.contains(name) ? absolute(value, directory) : value);
  }

  /** Not normalized: after a symbolic link, {@code ..} is for the kernel to follow. */
  private static String absolute(String path, Path directory) {
    return path.isEmpty() || path.startsWith("/") ? path : directory + "/" + path;
  }

  private static String quoted(String value) {
    if (value.chars().noneMatch(JobText::isSpecial)) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isSpecial(int c) {
    return Character.isWhitespace(c) || PROTECTED.indexOf(c) >= 0;
  }
}

package synchmess.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A job as {@code jobs/submit} takes it, made of the words of a command line. */
final class JobText {
  private static final Set<String> PATHS = Set.of("in", "out", "key_file");

  /** Characters that need quotes in a job; the shell has removed the user's own. */
  private static final String PROTECTED = "\"\\";

  private JobText() {}

  /**
   * One line, with a newline.
   *
   * @param words {@code name=value}; the parser refuses anything else
   * @param directory the base of relative paths
   */
  static String of(List<String> words, Path directory) {
    return words.stream()
        .map(word -> word(word, directory))
        .collect(Collectors.joining(" ", "", "\n"));
  }

  /** The part before the first {@code =}; without one, the whole word. */
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

  /** Not normalized: the kernel must follow {@code ..} after a symbolic link. */
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

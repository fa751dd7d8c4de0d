package synchmess.job.word;

import java.util.List;

/** The options of one job, each read as what it is. */
public final class Options {
  private static final String YES = "yes";
  private static final String NO = "no";

  private final JobWords words;

  public Options(JobWords words) {
    this.words = words;
  }

  /** The files that it reads. */
  public List<String> inputs() {
    return words.inputs();
  }

  /** The file that it makes; null without. */
  public String out() {
    return words.out();
  }

  /** Any text; null without. */
  public String text(String name) {
    return words.option(name);
  }

  /** An absolute path; null without. */
  public String path(String name) throws BadJobException {
    String value = words.option(name);
    if (value != null && !value.startsWith("/")) {
      throw wrong(name, "no absolute path");
    }
    return value;
  }

  /** One of several words; the first by default. */
  public String word(String name, String... choices) throws BadJobException {
    String value = words.option(name);
    if (value == null) {
      return choices[0];
    }
    if (!List.of(choices).contains(value)) {
      throw wrong(name, "none of " + String.join(", ", choices));
    }
    return value;
  }

  /** Whether it is {@code yes}; without, it is {@code no}. */
  public boolean isSet(String name) throws BadJobException {
    return word(name, NO, YES).equals(YES);
  }

  /** A whole number in that range; {@code otherwise} without. */
  public long number(String name, long min, long max, long otherwise) throws BadJobException {
    String value = words.option(name);
    if (value == null) {
      return otherwise;
    }
    long number = parsed(name, value);
    if (number < min || number > max) {
      throw wrong(name, "not from " + min + " to " + max);
    }
    return number;
  }

  private static long parsed(String name, String value) throws BadJobException {
    if (value.matches("-?[0-9]+")) {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException tooLong) {
        throw wrong(name, "no number of 64 bits");
      }
    }
    throw wrong(name, "no number");
  }

  /** Names the option as wrong. Does not tell its value: the caller knows it. */
  public static BadJobException wrong(String name, String is) {
    return new BadJobException(name + " is " + is);
  }
}

package synchmess.daemon;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import picocli.CommandLine.Option;

/** The output of a command, for programs. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  @Option(names = "--json", description = "Print JSON.")
  private boolean wanted;

  boolean isWanted() {
    return wanted;
  }

  /** Prints a value of maps, lists, texts, numbers, truth values and nulls. */
  static void print(Object value) {
    System.out.println(text(value));
  }

  static String text(Object value) {
    return GSON.toJson(value);
  }

  /** The number if the text is a whole one, else the text itself. */
  static Object value(String text) {
    return text.matches("0|-?[1-9][0-9]{0,17}") ? (Object) Long.valueOf(text) : text;
  }
}

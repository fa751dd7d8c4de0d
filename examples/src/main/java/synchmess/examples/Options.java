package synchmess.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a command line says: each option is a dash, a letter, and a value of its own. */
final class Options {
  private final String usage;
  private final Map<String, String> values = new HashMap<>();

  /** Ends the program with exit code 2 when an option is not in the usage, or has no value. */
  Options(String usage, String... args) {
    this.usage = usage;
    for (int i = 0; i < args.length; i += 2) {
      if (args[i].equals("-h")) {
        System.out.print(usage);
        System.exit(0);
      }
      if (!isKnown(args[i]) || i + 1 == args.length) {
        throw wrong(args[i] + ": no such option, or no value");
      }
      values.put(args[i], args[i + 1]);
    }
  }

  private boolean isKnown(String option) {
    return option.matches("-[a-z]") && usage.contains("\n  " + option + " ");
  }

  /** The decimal number of an option; one out of range ends the program with exit code 2. */
  int number(String option, int min, int max, int fallback) {
    String text = values.getOrDefault(option, Integer.toString(fallback));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(option + ": '" + text + "' is not a number from " + min + " to " + max);
  }

  /** The mount directory. */
  Path mount() throws IOException {
    String named = values.get("-m");
    return MountDirectory.checked(named == null ? MountDirectory.byDefault() : Path.of(named));
  }

  /** Ends the program with exit code 2. */
  IllegalArgumentException wrong(String message) {
    System.err.print(message + "\n" + usage);
    System.exit(2);
    return new IllegalArgumentException(message);
  }
}

package synchmess.job.word;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The names of signals, and their numbers on x86 and ARM.
 *
 * <p>Source: signal(7).
 */
final class Signals {
  /** The greatest number of a signal. */
  static final int MAX = 64;

  private static final String PREFIX = "SIG";

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("TRAP", 5),
          Map.entry("ABRT", 6),
          Map.entry("IOT", 6),
          Map.entry("BUS", 7),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15),
          Map.entry("STKFLT", 16),
          Map.entry("CHLD", 17),
          Map.entry("CLD", 17),
          Map.entry("CONT", 18),
          Map.entry("STOP", 19),
          Map.entry("TSTP", 20),
          Map.entry("TTIN", 21),
          Map.entry("TTOU", 22),
          Map.entry("URG", 23),
          Map.entry("XCPU", 24),
          Map.entry("XFSZ", 25),
          Map.entry("VTALRM", 26),
          Map.entry("PROF", 27),
          Map.entry("WINCH", 28),
          Map.entry("IO", 29),
          Map.entry("POLL", 29),
          Map.entry("PWR", 30),
          Map.entry("SYS", 31));

  private Signals() {}

  /** The number of {@code USR1}, {@code SIGUSR1} or {@code 10}; empty for any other word. */
  static OptionalInt number(String word) {
    if (word.matches("[1-9][0-9]?")) {
      int number = Integer.parseInt(word);
      return number <= MAX ? OptionalInt.of(number) : OptionalInt.empty();
    }
    String name = word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word;
    Integer number = NUMBERS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}

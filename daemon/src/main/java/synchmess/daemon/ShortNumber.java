package synchmess.daemon;

/** Numbers for people, in six characters at most. */
final class ShortNumber {
  private static final int WIDTH = 6;
  private static final String THOUSANDS = "kMGTPE";
  private static final int THOUSAND = 1000;

  private static final String[] UNITS = {"ms", "s", "min", "h", "d"};
  private static final int[] PER_NEXT_UNIT = {1000, 60, 60, 24};

  private ShortNumber() {}

  /** A number from 0 on; beyond 999999 in thousands, millions and so on, rounded down. */
  static String of(long number) {
    String text = Long.toString(number);
    long rest = number;
    for (int i = 0; text.length() > WIDTH; i++) {
      rest /= THOUSAND;
      text = Long.toString(rest) + THOUSANDS.charAt(i);
    }
    return text;
  }

  /** A time in the largest unit that fits, rounded down. */
  static String ofMillis(long millis) {
    long rest = millis;
    int unit = 0;
    while (unit < PER_NEXT_UNIT.length && rest >= PER_NEXT_UNIT[unit]) {
      rest /= PER_NEXT_UNIT[unit];
      unit++;
    }
    return rest + UNITS[unit];
  }
}

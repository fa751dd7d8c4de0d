package synchmess.daemon;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names by letters, and numbers in them by size: {@code a2} before {@code a10}. */
final class NaturalOrder implements Comparator<String>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String one, String other) {
    Matcher ones = PART.matcher(one);
    Matcher others = PART.matcher(other);
    while (ones.find()) {
      if (!others.find()) {
        return 1;
      }
      int order = compareParts(ones.group(), others.group());
      if (order != 0) {
        return order;
      }
    }
    return others.find() ? -1 : one.compareTo(other);
  }

  private static int compareParts(String one, String other) {
    return isNumber(one) && isNumber(other)
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private static boolean isNumber(String part) {
    char first = part.charAt(0);
    return first >= '0' && first <= '9';
  }
}

package synchmess.udev;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with places that udev fills in for a device. For a node of the mount these are its name,
 * {@code %k} or {@code $kernel}, and the number at its end, if any, {@code %n} or {@code $number};
 * {@code %%} and {@code $$} stand for the characters themselves.
 */
final class Template {
  private static final Pattern PLACE =
      Pattern.compile("%%|\\$\\$|%k|\\$kernel|%n|\\$number|(?<other>%[A-Za-z]|\\$[a-z]+)");

  private static final Pattern NUMBER = Pattern.compile("[0-9]*$");

  private final String text;

  /**
   * @throws RuleException for a place that asks for what a node does not have
   */
  Template(String text) {
    this.text = text;
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (places.group("other") != null) {
        throw new RuleException(places.group() + " has no meaning for a node of this mount");
      }
    }
  }

  /** Whether it is the same for all nodes. */
  boolean isFixed() {
    return !PLACE.matcher(text).find();
  }

  /** The value for the node of that name. */
  String fill(String name) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(filled(place.group(), name)));
  }

  @Override
  public String toString() {
    return text;
  }

  private static String filled(String place, String name) {
    return switch (place) {
      case "%k", "$kernel" -> name;
      case "%n", "$number" -> number(name);
      default -> place.substring(1);
    };
  }

  private static String number(String name) {
    Matcher matcher = NUMBER.matcher(name);
    return matcher.find() ? matcher.group() : "";
  }
}

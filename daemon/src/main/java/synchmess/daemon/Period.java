package synchmess.daemon;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as people write it: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code
 * 3d}; without a unit, seconds, as sleep(1) has it.
 *
 * @param millis 0 to 2^31−1
 */
record Period(int millis) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,10})(ms|s|m|h|d)?");

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "m", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);

  /** Reads one from the command line. */
  static final class Converter implements ITypeConverter<Period> {
    @Override
    public Period convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no length of time, such as 500ms, 5s, 2m, 1h or 3d");
      }
      String unit = form.group(2) == null ? "s" : form.group(2);
      long millis = UNITS.get(unit).toMillis(Long.parseLong(form.group(1)));
      if (millis > Integer.MAX_VALUE) {
        throw new TypeConversionException("'" + text + "' is longer than 2147483647ms, 24 days");
      }
      return new Period((int) millis);
    }
  }
}

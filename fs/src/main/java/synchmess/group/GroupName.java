package synchmess.group;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;

/** The rules for the names of groups. */
public final class GroupName {
  /** The longest name, in bytes. */
  public static final int MAX_LENGTH = 255;

  /** Names at the top of the mount that no group can have. */
  public static final Set<String> RESERVED = Set.of("synchmess", "ctl", "sys", "jobs");

  private static final String NUMBERED_PREFIX = "synchmess";
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern NUMBERED = Pattern.compile(NUMBERED_PREFIX + "([1-9][0-9]{0,8})");

  private GroupName() {}

  /**
   * Refuses a name that no group can have.
   *
   * @throws ErrnoException ENAMETOOLONG beyond 255 bytes; EINVAL for any other fault
   */
  public static void check(String name) {
    checkLength(name);
    if (!VALID.matcher(name).matches() || RESERVED.contains(name)) {
      throw new ErrnoException(Errno.EINVAL);
    }
  }

  /**
   * Refuses a name that is too long.
   *
   * @throws ErrnoException ENAMETOOLONG beyond 255 bytes
   */
  public static void checkLength(String name) {
    if (length(name) > MAX_LENGTH) {
      throw new ErrnoException(Errno.ENAMETOOLONG);
    }
  }

  /**
   * Its length in bytes; a replacement character counts as one byte, since it stands for one that
   * was no UTF-8.
   */
  private static int length(String name) {
    return name.replace('\uFFFD', '?').getBytes(StandardCharsets.UTF_8).length;
  }

  /** The name of the group with this descriptor: {@code synchmess1}, {@code synchmess2} … */
  public static String numbered(int descriptor) {
    return NUMBERED_PREFIX + descriptor;
  }

  /** The descriptor of a numbered group's name; empty for any other name. */
  public static OptionalInt descriptor(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}

package synchmess.mounting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a Linux kernel, such as 6.18, as far as it matters. */
public record LinuxVersion(int major, int minor) implements Comparable<LinuxVersion> {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)");

  /** This machine's, from {@code uname -r}; 0.0 where it is no Linux. */
  public static LinuxVersion current() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return of(linux ? System.getProperty("os.version") : "");
  }

  /** The version of a release such as {@code 6.18.4-amd64}; 0.0 if it has none. */
  public static LinuxVersion of(String release) {
    Matcher matcher = RELEASE.matcher(release);
    return matcher.lookingAt()
        ? new LinuxVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new LinuxVersion(0, 0);
  }

  public boolean isAtLeast(LinuxVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(LinuxVersion other) {
    int majors = Integer.compare(major, other.major);
    return majors != 0 ? majors : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

package synchmess.mounting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mounts that this process sees. Any user can mount at a name that is no text, so no line may
 * make this fail. Source: proc_pid_mountinfo(5).
 */
public final class MountTable {
  private static final Path FILE = Path.of("/proc/self/mountinfo");
  private static final int ID = 0;
  private static final int PARENT = 1;
  private static final int DEVICE = 2;
  private static final int PATH = 4;

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final Pattern NO_TEXT = Pattern.compile("[^\\x20-\\x7e]");

  /** Java's charset for file names. */
  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private MountTable() {}

  /**
   * One mount.
   *
   * @param id its number, as long as it is mounted
   * @param parent the number of the mount below it
   * @param device its st_dev as {@code major:minor}
   * @param path where it is; bytes that are no text are replaced
   * @param type of its file system, such as {@code fuse.synchmess}
   */
  public record Mount(int id, int parent, String device, Path path, String type) {

    /** The first number of its device. */
    public int major() {
      return Integer.parseInt(device.substring(0, device.indexOf(':')));
    }

    /** The second number of its device. */
    public int minor() {
      return Integer.parseInt(device.substring(device.indexOf(':') + 1));
    }

    /** Whether it is one of ours. */
    public boolean isSynchmess() {
      return type.equals("fuse.synchmess");
    }

    /** Whether a process serves it: that may be dead or asleep. */
    public boolean isFuse() {
      return type.startsWith("fuse");
    }
  }

  /** All mounts; later ones may hide earlier ones. */
  public static List<Mount> read() {
    try {
      return Files.readAllLines(FILE, ISO_8859_1).stream().map(MountTable::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mount that is visible at exactly this path. */
  public static Optional<Mount> at(Path path) {
    return read().stream()
        .filter(mount -> mount.path().equals(path))
        .reduce((first, second) -> second);
  }

  /** The mount of that number. */
  static Optional<Mount> byId(int id) {
    return read().stream().filter(mount -> mount.id() == id).findFirst();
  }

  /** Before the separator there are any number of optional fields, behind it the type. */
  static Mount parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] fields = halves[0].split(" ", -1);
    return new Mount(
        Integer.parseInt(fields[ID]),
        Integer.parseInt(fields[PARENT]),
        fields[DEVICE],
        path(fields[PATH]),
        halves[1].split(" ", 2)[0]);
  }

  /** The kernel writes space, tab, newline, backslash and others as octal numbers. */
  private static Path path(String escaped) {
    String bytes =
        OCTAL
            .matcher(escaped)
            .replaceAll(
                octal ->
                    java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    String name = new String(bytes.getBytes(ISO_8859_1), NAMES);
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      return Path.of(NO_TEXT.matcher(name).replaceAll("?"));
    }
  }
}

package synchmess.fuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is mounted, as this process sees it. Source: proc_pid_mountinfo(5). */
public final class MountTable {
  private static final Path FILE = Path.of("/proc/self/mountinfo");
  private static final int DEVICE = 2;
  private static final int PATH = 4;

  private MountTable() {}

  /**
   * One mount.
   *
   * @param device its st_dev as {@code major:minor}
   * @param path where it is
   * @param type of its file system, such as {@code fuse.synchmess}
   */
  public record Mount(String device, Path path, String type) {

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
  }

  /** All mounts; later ones may hide earlier ones. */
  public static List<Mount> read() {
    try {
      return Files.readAllLines(FILE, StandardCharsets.UTF_8).stream()
          .map(MountTable::parse)
          .toList();
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

  /** Optional fields of any number stand before the separator, the type behind it. */
  private static Mount parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] fields = halves[0].split(" ", -1);
    return new Mount(fields[DEVICE], Path.of(unescape(fields[PATH])), halves[1].split(" ", 2)[0]);
  }

  /** Space, tab, newline and backslash are written as octal numbers. */
  private static String unescape(String path) {
    return path.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}

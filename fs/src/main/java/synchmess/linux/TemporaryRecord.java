package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import synchmess.job.work.FileStatus;
import synchmess.owner.Owner;

/**
 * A temporary file in the list: {@code begin ID UID GID GROUPS DEVICE INODE PATH}. {@code -} stands
 * for none; the path is encoded as in URLs.
 *
 * @param key null until it is known
 */
public record TemporaryRecord(long id, Owner owner, String path, FileStatus.Key key) {
  private static final String BEGIN = "begin";
  private static final String NONE = "-";
  private static final int FIELDS = 8;

  TemporaryRecord withKey(FileStatus.Key known) {
    return new TemporaryRecord(id, owner, path, known);
  }

  String line() {
    return String.join(
            " ",
            BEGIN,
            Long.toString(id),
            Integer.toUnsignedString(owner.uid()),
            Integer.toUnsignedString(owner.gid()),
            groups(),
            key == null ? NONE : Long.toUnsignedString(key.device()),
            key == null ? NONE : Long.toUnsignedString(key.inode()),
            URLEncoder.encode(path, UTF_8))
        + "\n";
  }

  private String groups() {
    return owner.groups().isEmpty()
        ? NONE
        : owner.groups().stream().map(Integer::toUnsignedString).collect(Collectors.joining(","));
  }

  /**
   * @param line without its newline
   * @throws IllegalArgumentException when it is malformed
   */
  static TemporaryRecord of(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS || !fields[0].equals(BEGIN)) {
      throw new IllegalArgumentException("no entry");
    }
    String path = URLDecoder.decode(fields[7], UTF_8);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("no absolute path");
    }
    return new TemporaryRecord(Long.parseLong(fields[1]), owner(fields), path, key(fields));
  }

  private static Owner owner(String[] fields) {
    List<Integer> groups = new ArrayList<>();
    if (!fields[4].equals(NONE)) {
      for (String group : fields[4].split(",", -1)) {
        groups.add(Integer.parseUnsignedInt(group));
      }
    }
    return new Owner(
        Integer.parseUnsignedInt(fields[2]), Integer.parseUnsignedInt(fields[3]), groups);
  }

  private static FileStatus.Key key(String[] fields) {
    return fields[5].equals(NONE)
        ? null
        : new FileStatus.Key(Long.parseUnsignedLong(fields[5]), Long.parseUnsignedLong(fields[6]));
  }
}

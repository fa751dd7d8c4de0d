package synchmess.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import synchmess.owner.Owner;
import synchmess.syscall.Kernel;

/**
 * A process or thread, as the kernel shows it in {@code /proc}.
 *
 * <p>Source: proc_pid_status(5).
 *
 * @param pid of its thread group
 * @param uids real, effective, saved and file system's
 * @param gids likewise
 * @param groups its further ones
 * @param capabilities the effective ones, a bit for each
 * @param permitted the capabilities it could take on
 * @param inheritable the capabilities that its programs could get
 * @param noNewPrivileges whether its programs get no more rights
 */
record ProcessStatus(
    int pid,
    List<Integer> uids,
    List<Integer> gids,
    List<Integer> groups,
    long capabilities,
    long permitted,
    long inheritable,
    boolean noNewPrivileges) {
  private static final int EFFECTIVE = 1;
  private static final int FILE_SYSTEM = 3;

  /**
   * @param name in {@code /proc}: a number, or such as {@code thread-self}
   * @throws IOException when it cannot be read, or makes no sense
   */
  static ProcessStatus read(String name) throws IOException {
    String path = "/proc/" + name + "/status";
    Map<String, String> fields = new HashMap<>();
    for (String line : text(path).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return of(fields);
  }

  /** Uses its own system calls: Java's reads fail on an interrupted thread. */
  private static String text(String path) throws IOException {
    int fd = Kernel.openat(Kernel.AT_FDCWD, Kernel.path(path), 0, 0);
    try (Descriptor file = new Descriptor(Result.check(fd, path))) {
      return new String(Transfer.readAll(file, path), ISO_8859_1);
    }
  }

  private static ProcessStatus of(Map<String, String> fields) throws IOException {
    try {
      ProcessStatus status =
          new ProcessStatus(
              Integer.parseInt(field(fields, "Tgid")),
              numbers(field(fields, "Uid")),
              numbers(field(fields, "Gid")),
              numbers(field(fields, "Groups")),
              capabilities(fields, "CapEff"),
              capabilities(fields, "CapPrm"),
              capabilities(fields, "CapInh"),
              field(fields, "NoNewPrivs").equals("1"));
      if (status.uids.size() <= FILE_SYSTEM || status.gids.size() <= FILE_SYSTEM) {
        throw new IOException("too few numbers");
      }
      return status;
    } catch (NumberFormatException e) {
      throw new IOException(e);
    }
  }

  private static long capabilities(Map<String, String> fields, String name) throws IOException {
    return Long.parseUnsignedLong(field(fields, name), 16);
  }

  private static String field(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null) {
      throw new IOException("no " + name);
    }
    return value;
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String word : text.split("\\s+", -1)) {
      if (!word.isEmpty()) {
        numbers.add(Integer.parseUnsignedInt(word));
      }
    }
    return List.copyOf(numbers);
  }

  int effectiveUid() {
    return uids.get(EFFECTIVE);
  }

  int effectiveGid() {
    return gids.get(EFFECTIVE);
  }

  /** Its user where files are concerned. */
  int fileUid() {
    return uids.get(FILE_SYSTEM);
  }

  /** Its group where files are concerned. */
  int fileGid() {
    return gids.get(FILE_SYSTEM);
  }

  /** Whether it is that user and nothing more, for good. */
  boolean isWholly(Owner owner) {
    return isWholly(owner.uid())
        && gids.stream().allMatch(each -> each == owner.gid())
        && Set.copyOf(groups).equals(Set.copyOf(owner.groups()))
        && (capabilities | permitted | inheritable) == 0
        && noNewPrivileges;
  }

  /** Whether it is that user in every way. */
  boolean isWholly(int uid) {
    return uids.stream().allMatch(each -> each == uid);
  }
}

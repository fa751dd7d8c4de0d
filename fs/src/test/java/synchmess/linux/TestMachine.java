package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Workspace;
import synchmess.job.work.Workspace.Replace;
import synchmess.owner.Owner;

/**
 * A machine whose list of temporary files lies in a temporary directory that everybody may enter.
 */
final class TestMachine implements AutoCloseable {
  /** A user whom no system has. */
  static final int STRANGER = 54321;

  final Path base;
  final Path temporaries;
  final ProcessStatus self;
  final LinuxMachine machine;

  private long mountDevice = -1;

  TestMachine(Path base) throws IOException {
    this.base = base;
    this.temporaries = base.resolve("journal");
    this.self = ProcessStatus.read("thread-self");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.machine = new LinuxMachine(() -> mountDevice, temporaries);
  }

  /** To start processes of other users is for root alone. */
  void assumeRoot() {
    assumeTrue(self.effectiveUid() == 0, "only root can start another user's processes");
  }

  /** Who this process is. */
  Owner self() {
    return new Owner(self.effectiveUid(), self.effectiveGid(), self.groups());
  }

  static Owner stranger(Integer... groups) {
    return new Owner(STRANGER, STRANGER, List.of(groups));
  }

  Workspace workspace() {
    return LinuxMachine.workspace(mountDevice, machine.notes(self()));
  }

  /** From now on, the file system of the temporary directory counts as the mount. */
  void becomeMount() throws IOException {
    mountDevice = (Long) Files.getAttribute(base, "unix:dev");
  }

  /** Makes a directory that its owner alone may enter. */
  Path home(String name, int uid) throws IOException {
    Path home = Files.createDirectory(base.resolve(name));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    own(home, uid, uid);
    return home;
  }

  static Path file(Path path, String text, String permissions) throws IOException {
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return path;
  }

  static void own(Path path, int uid, int gid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid);
    Files.setAttribute(path, "unix:gid", gid);
  }

  static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  static int gid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:gid");
  }

  static String read(Workspace workspace, Path path, boolean follow) throws IOException {
    try (Source source = workspace.open(path.toString(), follow)) {
      return new String(source.readAllBytes(), UTF_8);
    }
  }

  static void write(Workspace workspace, Path path, String text, Replace replace)
      throws IOException {
    try (Target target = workspace.create(path.toString(), 0640, replace)) {
      target.write(text.getBytes(UTF_8));
      target.commit();
    }
  }

  /** The names in a directory. */
  static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() {
    machine.close();
  }
}

package synchmess.harness.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import synchmess.harness.Outcome;
import synchmess.harness.Program;
import synchmess.harness.Repository;
import synchmess.mounting.MountTable;

/**
 * A user without any rights, with a runtime directory, and with the command installed where he may
 * read it.
 *
 * <p>What he mounts is unmounted when he is closed.
 */
public final class PlainUser implements AutoCloseable {
  private final int uid;
  private final Path home;
  private final Path runtimeDirectory;

  /**
   * @param uid of a user whom the machine knows: fusermount(1) asks for his name
   */
  public PlainUser(int uid) {
    this.uid = uid;
    try {
      home = Files.createTempDirectory("synchmess-user-").toRealPath();
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      runtimeDirectory = Files.createDirectory(home.resolve("run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    install();
    root("chown", uid + ":" + uid, runtimeDirectory.toString()).output();
  }

  /** The repository may be where nobody else may go. */
  private void install() {
    String script =
        """
        cd "$1"
        "$1"/daemon/bin/synchmess --version
        cp -r --parents --preserve=timestamps pom.xml fs/pom.xml fs/src/main \
            daemon/pom.xml daemon/src/main daemon/bin udev \
            daemon/target/*.jar daemon/target/*.jsa daemon/target/lib daemon/target/jni "$2"
        chmod -R a+rX "$2"
        """;
    root("sh", "-ec", script, "sh", Repository.file(".").toString(), home.toString()).output();
  }

  private static Outcome root(String... command) {
    return Program.run(Path.of("/"), List.of(command));
  }

  /** {@code $XDG_RUNTIME_DIR}. */
  public Path runtimeDirectory() {
    return runtimeDirectory;
  }

  /** Runs a shell script, in which {@code synchmess} is the command. */
  public Outcome sh(String script) {
    return run(List.of("XDG_RUNTIME_DIR=" + runtimeDirectory), script);
  }

  /** As {@link #sh}, where {@code $XDG_RUNTIME_DIR} is not set. */
  public Outcome shWithoutRuntimeDirectory(String script) {
    return run(List.of(), script);
  }

  /** As {@link #sh}, where {@code /etc/fuse.conf} has another content. */
  public Outcome shWithFuseConf(String content, String script) {
    try {
      Path file = Files.writeString(home.resolve("fuse.conf"), content, UTF_8);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec"));
      command.add("mount --bind " + file + " /etc/fuse.conf; exec \"$@\"");
      command.add("sh");
      command.addAll(command(List.of("XDG_RUNTIME_DIR=" + runtimeDirectory), script));
      return Program.run(Path.of("/"), command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome run(List<String> environment, String script) {
    return Program.run(Path.of("/"), command(environment, script));
  }

  private List<String> command(List<String> environment, String script) {
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid));
    command.addAll(List.of("--clear-groups", "env", "-i", "HOME=" + runtimeDirectory));
    command.add("PATH=" + home.resolve("daemon/bin") + ":" + System.getenv("PATH"));
    command.add("JAVA_HOME=" + System.getProperty("java.home"));
    command.addAll(environment);
    command.addAll(List.of("sh", "-c", script));
    return command;
  }

  @Override
  public void close() {
    sh("synchmess unmount");
    shWithoutRuntimeDirectory("synchmess unmount");
    List<Path> own = List.of(home, Path.of("/tmp/synch-" + uid), Path.of("/tmp/synchmess-" + uid));
    own.forEach(PlainUser::remove);
  }

  /** Even what the command could not unmount. */
  private static void remove(Path directory) {
    MountTable.read().stream()
        .map(MountTable.Mount::path)
        .filter(path -> path.startsWith(directory))
        .forEach(path -> root("umount", "-l", path.toString()));
    root("rm", "-rf", "--one-file-system", directory.toString()).output();
  }
}

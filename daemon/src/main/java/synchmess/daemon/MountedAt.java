package synchmess.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the mount to use. */
final class MountedAt {
  @Option(
      names = "--mount",
      paramLabel = "DIR",
      description = "Where it is mounted. Default: see status --help.")
  private Path directory;

  GroupClient group(String name) {
    return new GroupClient(ServedMount.at(new MountPoint(directory)), name);
  }
}

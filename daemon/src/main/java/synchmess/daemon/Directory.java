package synchmess.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The mount that a command is about. */
final class Directory {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description =
          "Where it is mounted. Default: $SYNCHMESS_MOUNT, else /dev/synch for root, else"
              + " $XDG_RUNTIME_DIR/synch, or /tmp/synch-UID without these variables.")
  private Path directory;

  MountPoint mountPoint() {
    return new MountPoint(directory);
  }
}

package synchmess.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The mount that a command is about. */
final class Directory {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description =
          "Default: $SYNCHMESS_MOUNT; for root /dev/synch;"
              + " else $XDG_RUNTIME_DIR/synch or /tmp/synch-UID.")
  private Path directory;

  MountPoint mountPoint() {
    return new MountPoint(directory);
  }
}

package synchmess.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The mount directory on a command line. */
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

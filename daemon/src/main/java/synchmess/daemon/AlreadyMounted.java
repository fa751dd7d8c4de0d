package synchmess.daemon;

import java.nio.file.Path;

/** Synchmess is mounted there already, and that mount will do as well. */
final class AlreadyMounted extends Failure {
  private static final long serialVersionUID = 1L;
  private final transient Path path;

  /**
   * @param more its daemon, if known, as the end of the sentence
   */
  AlreadyMounted(Path path, String more) {
    super(ExitCode.BAD_MOUNT_POINT, "synchmess is mounted at " + path + " already" + more);
    this.path = path;
  }

  Path path() {
    return path;
  }
}

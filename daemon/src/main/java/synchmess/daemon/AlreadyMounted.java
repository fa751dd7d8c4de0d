package synchmess.daemon;

import java.nio.file.Path;

/** There is to be a mount where there is one of synchmess already, which may be used as well. */
final class AlreadyMounted extends Failure {
  private static final long serialVersionUID = 1L;
  private final transient Path path;

  /**
   * @param more who serves it, if that is known, as the end of the sentence
   */
  AlreadyMounted(Path path, String more) {
    super(ExitCode.BAD_MOUNT_POINT, "synchmess is mounted at " + path + " already" + more);
    this.path = path;
  }

  Path path() {
    return path;
  }
}

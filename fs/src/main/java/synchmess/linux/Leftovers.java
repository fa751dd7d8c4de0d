package synchmess.linux;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.work.FileStatus;

/** Temporary files left behind by a process that ended in the middle of its jobs. */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes one as this process, if it is still the same file.
   *
   * @param key null when it never became known; then an empty file counts as the same, since
   *     nothing is written before
   */
  public static void remove(String path, FileStatus.Key key) {
    try (Place place = Place.open(path)) {
      FileStatus present = place.present();
      if (present == null) {
        return;
      }
      if (key == null ? isAsMade(present) : present.key().equals(key)) {
        place.check(place.unlink());
        LOG.info("a temporary file is removed: {}", path);
      } else {
        LOG.warn("not the temporary file that it was, and therefore left: {}", path);
      }
    } catch (IOException e) {
      LOG.warn("a temporary file is not removed: {}", e.getMessage());
    }
  }

  private static boolean isAsMade(FileStatus present) throws IOException {
    return Status.isRegular(present)
        && present.size() == 0
        && present.permissions() == FdTarget.BEGUN_MODE
        && present.uid() == Identity.ofThisProcess().own().uid();
  }
}

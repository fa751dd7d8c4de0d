package synchmess.linux;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.work.FileStatus;

/** Temporary files of a process that ended in the middle of a job. */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes one with the rights of this process, if it is still the same file.
   *
   * @param key null when nobody noted it; then an empty file counts as the same: the key is noted
   *     before the first write
   */
  public static void remove(String path, FileStatus.Key key) {
    try (Place place = Place.open(path)) {
      FileStatus present = place.present();
      if (present == null) {
        return;
      }
      if (key == null ? isAsMade(present) : present.key().equals(key)) {
        place.check(place.unlink());
        LOG.info("removed a temporary file: {}", path);
      } else {
        LOG.warn("left a file alone, it is no longer the temporary file: {}", path);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove a temporary file: {}", e.getMessage());
    }
  }

  private static boolean isAsMade(FileStatus present) throws IOException {
    return Status.isRegular(present)
        && present.size() == 0
        && present.permissions() == FdTarget.BEGUN_MODE
        && present.uid() == Identity.ofThisProcess().own().uid();
  }
}

package synchmess.linux;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.FileStatus;
import synchmess.job.JobFailedException;

/** Temporary files that a process that ended in the middle of its jobs has left behind. */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Removes one as this process, if it is still the same file.
   *
   * @param key null when it never became known; such a file stays
   */
  public static void remove(String path, FileStatus.Key key) {
    try (Place place = Place.open(path)) {
      FileStatus present = place.present();
      if (present == null) {
        return;
      }
      if (present.key().equals(key)) {
        place.check(place.unlink());
        LOG.info("a temporary file is removed: {}", path);
      } else {
        LOG.warn("not the temporary file that it was, and therefore left: {}", path);
      }
    } catch (JobFailedException e) {
      LOG.warn("a temporary file is not removed: {}", e.getMessage());
    }
  }
}

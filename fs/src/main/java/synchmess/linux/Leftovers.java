package synchmess.linux;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.FileStatus;
import synchmess.job.JobFailedException;

/** Temporary files that a process that ended in the middle of its jobs has left behind. */
record Leftovers(Identity identity, Journal journal) {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** Removes those that are still the same, each as its owner. */
  void remove() {
    for (JournalEntry entry : journal.entries()) {
      try {
        remove(entry);
      } catch (JobFailedException e) {
        LOG.warn("a temporary file is not removed: {}", e.getMessage());
      }
      journal.end(entry);
    }
  }

  private void remove(JournalEntry entry) throws JobFailedException {
    try (Place place = Place.open(identity, entry.owner(), entry.path())) {
      FileStatus present = place.present();
      if (present == null) {
        return;
      }
      if (present.key().equals(entry.key())) {
        place.check(place.unlink());
        LOG.info("a temporary file is removed: {}", entry.path());
      } else {
        LOG.warn("not the temporary file that it was, and therefore left: {}", entry.path());
      }
    }
  }
}

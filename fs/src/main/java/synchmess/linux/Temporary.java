package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.syscall.Kernel;

/**
 * A file beside its place, with a name that nobody else chooses. The notes have it before it is
 * made, and until it is gone.
 */
final class Temporary {
  private static final Logger LOG = LoggerFactory.getLogger(Temporary.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 8;

  /** Most of the bytes of a name; NAME_MAX of limits.h. */
  private static final int LONGEST = 255;

  private final Place place;
  private final TemporaryNotes notes;
  private final long id;

  /** The file; null until it is known. */
  private FileStatus.Key key;

  private Temporary(Place target, TemporaryNotes notes, FileStatus.Key key)
      throws JobFailedException {
    this.place = target.beside(name(target.name()));
    this.notes = notes;
    this.key = key;
    this.id = notes.begin(place.path(), key);
  }

  /**
   * Gives a nameless file its first name.
   *
   * @throws JobFailedException as linkat(2) does
   */
  static Temporary link(Place target, TemporaryNotes notes, Descriptor file)
      throws JobFailedException {
    FileStatus.Key key = OffLimits.status(file, target.path()).key();
    Temporary temporary = new Temporary(target, notes, key);
    int linked = temporary.place.link(file);
    if (linked < 0) {
      temporary.end();
      throw target.failure(linked);
    }
    return temporary;
  }

  /**
   * A name for a file that {@link #create} makes next.
   *
   * @throws JobFailedException when the notes cannot take it
   */
  static Temporary announce(Place target, TemporaryNotes notes) throws JobFailedException {
    return new Temporary(target, notes, null);
  }

  /**
   * Makes the announced file.
   *
   * @throws JobFailedException as open(2) does
   */
  Descriptor create(int mode) throws JobFailedException {
    int fd = place.create(mode);
    if (fd < 0) {
      end();
      throw place.failure(fd);
    }
    Descriptor file = new Descriptor(fd);
    try {
      key = OffLimits.status(file, place.path()).key();
      notes.know(id, key);
      return file;
    } catch (JobFailedException e) {
      file.close();
      remove();
      throw e;
    }
  }

  /** {@code .NAME.synchmess-} and random digits. Cuts NAME if that is too long. */
  private static String name(String target) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String end = ".synchmess-" + HexFormat.of().formatHex(random);
    String start = target;
    while (start.getBytes(UTF_8).length > LONGEST - 1 - end.length()) {
      start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
    }
    return "." + start + end;
  }

  /** Moves it to a free place; returns a negative error number on failure. */
  int move(Place target) {
    int moved = place.move(target);
    if (moved == Kernel.EINVAL || moved == Kernel.ENOSYS) {
      moved = moveByLink(target);
    } else if (moved == 0) {
      end();
    }
    return moved;
  }

  /** For file systems whose rename always replaces. */
  private int moveByLink(Place target) {
    int linked = place.linkTo(target);
    if (linked == 0) {
      remove();
    }
    return linked;
  }

  /** Moves it over what is there; returns a negative error number on failure. */
  int moveOver(Place target) {
    int moved = place.moveOver(target);
    if (moved == 0) {
      end();
    }
    return moved;
  }

  /** Removes it, if it is still there. */
  void remove() {
    try {
      if (isThere()) {
        place.check(place.unlink());
      }
      end();
    } catch (JobFailedException e) {
      LOG.warn("cannot remove a temporary file: {}", e.getMessage());
    }
  }

  private boolean isThere() throws JobFailedException {
    FileStatus present = place.present();
    return present != null && (key == null || key.equals(present.key()));
  }

  private void end() {
    notes.end(id);
  }
}

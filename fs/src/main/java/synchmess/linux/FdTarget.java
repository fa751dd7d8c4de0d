package synchmess.linux;

import java.util.Objects;
import jnr.ffi.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Target;
import synchmess.job.work.Workspace.Replace;
import synchmess.syscall.Kernel;

/**
 * A file written through its descriptor. Until it gets its place it has no name, or a temporary one
 * where the file system has no nameless files. Used by one thread at a time.
 */
final class FdTarget extends Target {
  private static final Logger LOG = LoggerFactory.getLogger(FdTarget.class);
  static final int BEGUN_MODE = 0600;

  /** How often to try again when others change its place meanwhile. */
  private static final int ATTEMPTS = 100;

  private final Place place;
  private final TemporaryNotes notes;
  private final int permissions;
  private final Replace replace;
  private Descriptor file;

  /** Null while the file is nameless. */
  private Temporary temporary;

  private FdTarget(Place place, TemporaryNotes notes, int permissions, Replace replace) {
    this.place = place;
    this.notes = notes;
    this.permissions = permissions;
    this.replace = replace;
  }

  /**
   * Begins a file.
   *
   * @param place closed by this, even on failure
   * @throws JobFailedException as open(2) does; EEXIST when it may not replace what is there
   */
  static FdTarget begin(Place place, TemporaryNotes notes, int permissions, Replace replace)
      throws JobFailedException {
    try {
      checkReplaceable(place, replace);
      FdTarget target = new FdTarget(place, notes, permissions, replace);
      target.begin();
      return target;
    } catch (JobFailedException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  /** Begins a file with a temporary name. */
  static FdTarget beginNamed(Place place, TemporaryNotes notes, int permissions, Replace replace)
      throws JobFailedException {
    FdTarget target = new FdTarget(place, notes, permissions, replace);
    target.beginNamed();
    return target;
  }

  /** Whether there is something to replace. Fails when it may not be replaced. */
  private static boolean checkReplaceable(Place place, Replace replace) throws JobFailedException {
    FileStatus present = place.present();
    if (place.isWrittenAsDirectory() || (present != null && Status.isDirectory(present))) {
      throw place.failure(Errno.EISDIR);
    }
    if (present != null && !replace.allows(present.key())) {
      throw place.failure(Errno.EEXIST);
    }
    return present != null;
  }

  private void begin() throws JobFailedException {
    int fd = place.createNameless(BEGUN_MODE);
    if (fd == Kernel.EOPNOTSUPP || fd == Kernel.EISDIR || fd == Kernel.ENOENT) {
      beginNamed();
    } else {
      file = new Descriptor(place.check(fd));
    }
  }

  private void beginNamed() throws JobFailedException {
    Temporary begun = Temporary.announce(place, notes);
    file = begun.create(BEGUN_MODE);
    temporary = begun;
  }

  @Override
  public void write(int value) throws JobFailedException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws JobFailedException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int end = offset + length;
    for (int at = offset; at < end; ) {
      at += writeFilled(Transfer.fill(source, at, end - at));
    }
  }

  private int writeFilled(int size) throws JobFailedException {
    Pointer memory = Transfer.memory();
    int written;
    do {
      written = Kernel.write(file.fd(), memory, size);
    } while (written == Kernel.EINTR);
    if (written == 0) {
      throw place.failure(Errno.EIO);
    }
    return place.check(written);
  }

  @Override
  public void commit() throws JobFailedException {
    place.check(Kernel.fchmod(file.fd(), permissions));
    place.check(Kernel.fsync(file.fd()));
    putInPlace();
    int synced = place.sync();
    if (synced < 0) {
      LOG.debug("{}: its directory is not synced: errno {}", place.path(), -synced);
    }
    close();
  }

  private void putInPlace() throws JobFailedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int put = temporary == null ? place.link(file) : temporary.move(place);
      if (put != Kernel.EEXIST) {
        place.check(put);
        temporary = null;
        return;
      }
      if (replacePresent()) {
        return;
      }
    }
    throw place.failure(Errno.EEXIST);
  }

  /** Moves it over what is there; false when nothing is there any more. */
  private boolean replacePresent() throws JobFailedException {
    if (temporary == null) {
      temporary = Temporary.link(place, notes, file);
    }
    if (!checkReplaceable(place, replace)) {
      return false;
    }
    place.check(temporary.moveOver(place));
    temporary = null;
    return true;
  }

  @Override
  public void close() {
    if (temporary != null) {
      temporary.remove();
      temporary = null;
    }
    file.close();
    place.close();
  }
}

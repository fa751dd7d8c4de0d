package synchmess.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.owner.Owner;
import synchmess.syscall.Abi;
import synchmess.syscall.Kernel;

/**
 * The list of temporary files, so that they can be removed after a crash. A line is on the disk
 * before its file is made; another line says that the file is gone. The list is empty while there
 * are no files. One process at a time has it. Safe for use by many threads.
 *
 * <p>Invariant: {@code live} holds the files that the lines begin and do not end.
 */
final class TemporaryFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
  private static final int MODE = 0600;
  private static final int OTHERS_WRITE = 022;

  /** Added to its name: where the new list is written. */
  private static final String BESIDE = ".new";

  /** In bytes; a shorter list only grows. */
  private static final int LONG = 1 << 20;

  private static final int FLAGS =
      Kernel.O_RDWR | Kernel.O_CREAT | Kernel.O_APPEND | Abi.O_NOFOLLOW | Kernel.O_NONBLOCK;

  private final String path;

  @GuardedBy("this")
  private Descriptor file;

  @GuardedBy("this")
  private final Map<Long, TemporaryRecord> live = new LinkedHashMap<>();

  /** In bytes. */
  @GuardedBy("this")
  private int length;

  /** From so many bytes on, the list is written anew. */
  @GuardedBy("this")
  private int limit;

  @GuardedBy("this")
  private long lastId;

  /**
   * Opens it, or makes a new one.
   *
   * @throws IOException when that fails, another process has it, or others may write it
   */
  TemporaryFiles(Path path, int uid) throws IOException {
    this.path = path.toString();
    this.file = new Descriptor(Result.check(open(this.path, FLAGS), this.path));
    try {
      check(uid);
      read();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static int open(String path, int flags) {
    return Kernel.openat(Kernel.AT_FDCWD, Kernel.path(path), flags, MODE);
  }

  private synchronized void check(int uid) throws IOException {
    FileStatus status = OffLimits.status(file, path);
    if (!Status.isRegular(status)
        || status.uid() != uid
        || (status.permissions() & OTHERS_WRITE) != 0) {
      throw Result.invalid(path, "is not a file that its owner alone can write");
    }
    if (Kernel.lock(file.fd()) < 0) {
      throw inUse();
    }
    if (!status.key().equals(present())) {
      throw inUse();
    }
  }

  private JobFailedException inUse() {
    return new JobFailedException(
        Errno.EBUSY, path + ": is another process's list of temporary files");
  }

  /** The file that has the list's name now: the last holder may just have removed it. */
  private FileStatus.Key present() throws JobFailedException {
    byte[] status = new byte[Status.SIZE];
    byte[] name = Kernel.path(path);
    Result.check(Kernel.statx(Kernel.AT_FDCWD, name, Kernel.AT_SYMLINK_NOFOLLOW, status), path);
    return Status.of(status).key();
  }

  /** Ignores an unfinished last line: the process ended while writing it. */
  private synchronized void read() throws IOException {
    String text = new String(Transfer.readAll(file, path), UTF_8);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
      if (!line.isEmpty()) {
        read(line);
      }
    }
    rewrite();
  }

  private synchronized void read(String line) {
    try {
      if (line.startsWith("end ")) {
        live.remove(Long.parseLong(line.substring(4)));
      } else {
        TemporaryRecord entry = TemporaryRecord.of(line);
        live.put(entry.id(), entry);
        lastId = Math.max(lastId, entry.id());
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: skips a malformed line: {}", path, line.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  /** The files that an earlier process, or this one, has not yet removed. */
  synchronized List<TemporaryRecord> entries() {
    return List.copyOf(live.values());
  }

  /**
   * The notes of one user's temporary files. {@code begin} and {@code know} return once their note
   * is on the disk.
   */
  TemporaryNotes of(Owner owner) {
    return new Notes(owner);
  }

  private synchronized long begin(Owner owner, String temporary, FileStatus.Key key)
      throws JobFailedException {
    TemporaryRecord entry = new TemporaryRecord(++lastId, owner, temporary, key);
    keep(entry);
    return entry.id();
  }

  /** Whether the entry of that id is this user's. */
  private synchronized boolean has(Owner owner, long id) {
    TemporaryRecord entry = live.get(id);
    return entry != null && entry.owner().equals(owner);
  }

  private synchronized void know(long id, FileStatus.Key key) throws JobFailedException {
    keep(live.get(id).withKey(key));
  }

  private synchronized void keep(TemporaryRecord entry) throws JobFailedException {
    append(entry.line());
    Result.check(Kernel.fsync(file.fd()), path);
    live.put(entry.id(), entry);
  }

  /** Notes that the file is gone, or has its place. */
  synchronized void end(long id) {
    live.remove(id);
    try {
      if (live.isEmpty() || length > limit) {
        rewrite();
      } else {
        append("end " + id + "\n");
      }
    } catch (JobFailedException e) {
      LOG.warn("cannot note that a temporary file is gone: {}", e.getMessage());
    }
  }

  /** Writes the list anew, without what is gone. A crash meanwhile loses nothing. */
  private synchronized void rewrite() throws JobFailedException {
    if (live.isEmpty()) {
      Result.check(Kernel.ftruncate(file.fd(), 0), path);
      length = 0;
    } else {
      exchange();
    }
    limit = Math.max(LONG, 2 * length);
    Result.check(Kernel.fsync(file.fd()), path);
  }

  /** Writes a new list beside the old one, syncs it, and moves it over the old one. */
  private synchronized void exchange() throws JobFailedException {
    StringBuilder lines = new StringBuilder();
    live.values().forEach(entry -> lines.append(entry.line()));
    byte[] bytes = lines.toString().getBytes(UTF_8);
    Descriptor fresh = beside();
    try {
      write(fresh, bytes);
      Result.check(Kernel.fsync(fresh.fd()), path);
      moveOver();
    } catch (JobFailedException e) {
      fresh.close();
      Kernel.unlinkat(Kernel.AT_FDCWD, Kernel.path(path + BESIDE));
      throw e;
    }
    file.close();
    file = fresh;
    length = bytes.length;
  }

  /** The new list, empty. Removes the one that an earlier process left there. */
  private Descriptor beside() throws JobFailedException {
    Kernel.unlinkat(Kernel.AT_FDCWD, Kernel.path(path + BESIDE));
    int fd = open(path + BESIDE, FLAGS | Kernel.O_EXCL);
    Descriptor fresh = new Descriptor(Result.check(fd, path));
    if (Kernel.lock(fd) < 0) {
      fresh.close();
      throw inUse();
    }
    return fresh;
  }

  private void moveOver() throws JobFailedException {
    try (Place place = Place.open(path);
        Place beside = Place.open(path + BESIDE)) {
      place.check(beside.moveOver(place));
      int synced = place.sync();
      if (synced < 0) {
        LOG.debug("{}: its directory is not synced: errno {}", path, -synced);
      }
    }
  }

  /** Appends all of it or nothing. */
  private synchronized void append(String text) throws JobFailedException {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      write(file, bytes);
      length += bytes.length;
    } catch (JobFailedException e) {
      Kernel.ftruncate(file.fd(), length);
      throw e;
    }
  }

  private void write(Descriptor to, byte[] bytes) throws JobFailedException {
    for (int written = 0; written < bytes.length; ) {
      written += write(to, bytes, written);
    }
  }

  private int write(Descriptor to, byte[] bytes, int offset) throws JobFailedException {
    int size = Transfer.fill(bytes, offset, bytes.length - offset);
    int written = Kernel.write(to.fd(), Transfer.memory(), size);
    return written == Kernel.EINTR ? 0 : Result.check(written, path);
  }

  private final class Notes implements TemporaryNotes {
    private final Owner owner;

    Notes(Owner owner) {
      this.owner = owner;
    }

    @Override
    public long begin(String temporary, FileStatus.Key key) throws JobFailedException {
      return TemporaryFiles.this.begin(owner, temporary, key);
    }

    @Override
    public void know(long id, FileStatus.Key key) throws JobFailedException {
      if (has(owner, id)) {
        TemporaryFiles.this.know(id, key);
      }
    }

    @Override
    public void end(long id) {
      if (has(owner, id)) {
        TemporaryFiles.this.end(id);
      }
    }
  }

  /** Closes the file, and removes it if it is empty. */
  @Override
  public synchronized void close() {
    if (live.isEmpty()) {
      Kernel.unlinkat(Kernel.AT_FDCWD, Kernel.path(path));
    }
    file.close();
  }
}

package synchmess.job.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import synchmess.errno.Errno;
import synchmess.job.work.FileStatus;
import synchmess.job.work.JobFailedException;
import synchmess.job.work.Source;
import synchmess.job.work.Target;
import synchmess.job.work.Workspace;

/** The files of the machine, as far as tests need them; it knows what was left open. */
final class TempWorkspace implements Workspace {
  private int open;

  /** How many sources and targets are not closed. */
  int open() {
    return open;
  }

  @Override
  public Source open(String path, boolean follow) throws JobFailedException {
    FileStatus status = status(path, follow);
    return orFail(path, () -> new FileSource(Files.newInputStream(Path.of(path)), status));
  }

  @Override
  public Target create(String path, int permissions, Replace replace) throws JobFailedException {
    checkMayAppear(path, replace);
    Path temporary = Path.of(path + ".part");
    return orFail(path, () -> new FileTarget(temporary, Path.of(path), permissions, replace));
  }

  @Override
  public void rename(String from, String to, Replace replace) throws JobFailedException {
    checkMayAppear(to, replace);
    orFail(from, () -> Files.move(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public void delete(String path) throws JobFailedException {
    orFail(
        path,
        () -> {
          Files.delete(Path.of(path));
          return null;
        });
  }

  @Override
  public FileStatus status(String path, boolean follow) throws JobFailedException {
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    return orFail(path, () -> status(Files.readAttributes(Path.of(path), "unix:*", options)));
  }

  private static FileStatus status(Map<String, Object> unix) {
    return new FileStatus(
        new FileStatus.Key((long) unix.get("dev"), (long) unix.get("ino")),
        (long) unix.get("size"),
        (int) unix.get("mode"),
        (int) unix.get("uid"),
        (int) unix.get("gid"),
        instant(unix.get("lastAccessTime")),
        instant(unix.get("lastModifiedTime")),
        instant(unix.get("ctime")));
  }

  private static Instant instant(Object time) {
    return ((FileTime) time).toInstant();
  }

  private void checkMayAppear(String path, Replace replace) throws JobFailedException {
    if (Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS)
        && !replace.allows(status(path, false).key())) {
      throw JobFailedException.of(Errno.EEXIST, path);
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T orFail(String path, Action<T> action) throws JobFailedException {
    try {
      return action.run();
    } catch (JobFailedException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw JobFailedException.of(Errno.ENOENT, path);
    } catch (FileAlreadyExistsException e) {
      throw JobFailedException.of(Errno.EEXIST, path);
    } catch (IOException e) {
      throw JobFailedException.of(Errno.EIO, path);
    }
  }

  private final class FileSource extends Source {
    private final InputStream in;
    private final FileStatus status;

    FileSource(InputStream in, FileStatus status) {
      this.in = in;
      this.status = status;
      open++;
    }

    @Override
    public FileStatus status() {
      return status;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      in.close();
      open--;
    }
  }

  private final class FileTarget extends Target {
    private final Path temporary;
    private final Path path;
    private final int permissions;
    private final Replace replace;
    private final OutputStream out;

    FileTarget(Path temporary, Path path, int permissions, Replace replace) throws IOException {
      this.temporary = temporary;
      this.path = path;
      this.permissions = permissions;
      this.replace = replace;
      out = Files.newOutputStream(temporary);
      open++;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void commit() throws IOException {
      checkMayAppear(path.toString(), replace);
      Files.setAttribute(temporary, "unix:mode", permissions);
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(temporary);
      open--;
    }
  }
}

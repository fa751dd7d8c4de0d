package synchmess.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file for its owner alone. When it is full it begins anew, and keeps the one before beside it.
 * Used under its stream's lock.
 */
final class RotatingFile extends OutputStream {
  private final Path file;
  private final long limit;
  private OutputStream out;
  private long size;

  /**
   * Begins the file, and removes an earlier one.
   *
   * @param limit in bytes; a write beyond it goes to a new file
   */
  RotatingFile(Path file, long limit) throws IOException {
    this.file = file;
    this.limit = limit;
    Files.deleteIfExists(before(file));
    open();
  }

  /** The path of the one before. */
  static Path before(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private void open() throws IOException {
    Files.deleteIfExists(file);
    out =
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))));
    size = 0;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (size > 0 && size + length > limit) {
      out.close();
      Files.move(file, before(file), StandardCopyOption.REPLACE_EXISTING);
      open();
    }
    out.write(bytes, offset, length);
    size += length;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

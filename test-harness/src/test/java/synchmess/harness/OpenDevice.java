package synchmess.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * /dev/fuse while it is open to all users, as the shipped udev rules make it where there is udev.
 * Closed, it has the permissions that it had before.
 *
 * <p>There is one at a time on the machine: another process of the suite waits.
 */
public final class OpenDevice implements AutoCloseable {
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final Path LOCK = Repository.target("open-device.lock");

  /** Its file is locked. */
  private final FileChannel lock;

  private final Set<PosixFilePermission> before;

  public OpenDevice() {
    try {
      lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock.lock();
      before = Files.getPosixFilePermissions(DEVICE);
      openToAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void openToAll() throws IOException {
    setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  /** Closes it to users for a while. */
  public void openToRootAlone() throws IOException {
    setPermissions(PosixFilePermissions.fromString("rw-------"));
  }

  private static void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    Files.setPosixFilePermissions(DEVICE, permissions);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      setPermissions(before);
    }
  }
}

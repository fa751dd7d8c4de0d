package synchmess.harness.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * /dev/fuse while it is open to all users, as the shipped udev rules make it where there is udev.
 * Closed, it has the permissions that it had before.
 */
final class OpenDevice implements AutoCloseable {
  private static final Path DEVICE = Path.of("/dev/fuse");

  private final Set<PosixFilePermission> before;

  OpenDevice() throws IOException {
    before = Files.getPosixFilePermissions(DEVICE);
    setPermissions("rw-rw-rw-");
  }

  static void setPermissions(String permissions) throws IOException {
    Files.setPosixFilePermissions(DEVICE, PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void close() throws IOException {
    Files.setPosixFilePermissions(DEVICE, before);
  }
}

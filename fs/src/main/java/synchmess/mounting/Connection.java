package synchmess.mounting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's end of a FUSE mount, in the control file system. Source: {@code
 * Documentation/filesystems/fuse/fuse.rst}.
 *
 * @param directory its control files; missing where fusectl is not mounted
 */
public record Connection(Path directory) {
  private static final Path ALL = Path.of("/sys/fs/fuse/connections");

  /** The command that mounts the control files. */
  public static final String REMEDY = "mount -t fusectl none " + ALL;

  public static Connection of(MountTable.Mount mount) {
    return new Connection(ALL.resolve(Integer.toString(mount.minor())));
  }

  /**
   * Makes the kernel fail all its requests, parked ones too. Root and the mounter may.
   *
   * @return whether that worked
   */
  public boolean abort() {
    try {
      Files.writeString(directory.resolve("abort"), "1");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

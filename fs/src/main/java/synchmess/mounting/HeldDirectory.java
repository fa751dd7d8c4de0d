package synchmess.mounting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import synchmess.errno.Errno;
import synchmess.syscall.LibC;

/** A directory held by a descriptor, whatever happens to its name. Never asks its file system. */
final class HeldDirectory implements AutoCloseable {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  private static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
  private static final int O_PATH = 010000000;
  private static final int O_CLOEXEC = 02000000;
  private static final String MOUNT_ID = "mnt_id:";

  private final int fd;

  private HeldDirectory(int fd) {
    this.fd = fd;
  }

  /**
   * @throws IOException when the last part of the path is no directory; a link to one is none
   */
  static HeldDirectory open(Path path) throws IOException {
    int fd = LibC.LIBRARY.open(path.toString(), O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      int errno = LastError.getLastError(Runtime.getSystemRuntime());
      throw new IOException(path + ": " + Errno.of(errno).text());
    }
    return new HeldDirectory(fd);
  }

  /** A path to this very directory, even if something is mounted on it. */
  String link() {
    return "/proc/self/fd/" + fd;
  }

  /** Where it is now. */
  Path path() throws IOException {
    return Files.readSymbolicLink(Path.of(link()));
  }

  /** The number of the mount that it is on, in the kernel's table. Source: proc_pid_fdinfo(5). */
  int mountId() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd))).stream()
        .filter(line -> line.startsWith(MOUNT_ID))
        .map(line -> Integer.parseInt(line.substring(MOUNT_ID.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new IOException("/proc shows no mounts"));
  }

  @Override
  public void close() {
    LibC.LIBRARY.close(fd);
  }
}

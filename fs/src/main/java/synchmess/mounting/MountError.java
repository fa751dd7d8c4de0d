package synchmess.mounting;

import java.nio.file.Path;
import java.util.Optional;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import synchmess.errno.Errno;
import synchmess.syscall.LibC;

/** Why a mount cannot be entered: a number, since the text is in the user's language. */
public final class MountError {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  private static final int O_CLOEXEC = 02000000;

  private MountError() {}

  /** Asks its server, if any, and waits for the answer; empty when it can be entered. */
  public static Optional<Errno> of(Path mount) {
    int fd = LibC.LIBRARY.open(mount + "/.", O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      return Optional.of(Errno.of(LastError.getLastError(Runtime.getSystemRuntime())));
    }
    LibC.LIBRARY.close(fd);
    return Optional.empty();
  }
}

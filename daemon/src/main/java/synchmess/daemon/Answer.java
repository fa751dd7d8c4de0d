package synchmess.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import synchmess.errno.Errno;
import synchmess.mounting.MountError;

/**
 * Whether a mount answers. A process of its own asks, and stays behind when it gets no answer:
 * nothing can end a thread that waits for a hanging server.
 */
enum Answer {
  /** A server answers. */
  YES,
  /** Its server has gone. */
  NO_SERVER,
  /** Not within the time. */
  NOT_IN_TIME;

  private static final int LIMIT_SECONDS = 2;
  private static final Set<Errno> WITHOUT_SERVER = Set.of(Errno.ENOTCONN, Errno.ECONNABORTED);

  static Answer of(Path mount) {
    try {
      Process process =
          new ProcessBuilder("stat", "--format=", "--", mount + "/.")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return NOT_IN_TIME;
      }
      return process.exitValue() == 0 ? YES : ofRefusal(mount);
    } catch (IOException e) {
      return YES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_IN_TIME;
    }
  }

  /** The mount refused another process at once, so it will not make this one wait. */
  private static Answer ofRefusal(Path mount) {
    return MountError.of(mount).filter(WITHOUT_SERVER::contains).isPresent() ? NO_SERVER : YES;
  }
}

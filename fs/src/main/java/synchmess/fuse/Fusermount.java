package synchmess.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** fusermount(1), which unmounts for root and for plain users. */
public final class Fusermount {
  private static final int TIMEOUT_SECONDS = 10;

  private Fusermount() {}

  /**
   * Takes the mount out of the tree at once, and ends it when nobody uses it any more.
   *
   * @return whether fusermount did it
   */
  public static boolean detach(Path mountPoint) {
    try {
      Process process =
          new ProcessBuilder("fusermount", "-u", "-z", "-q", "--", mountPoint.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

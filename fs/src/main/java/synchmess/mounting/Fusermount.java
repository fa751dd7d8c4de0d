package synchmess.mounting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import synchmess.syscall.LibC;

/** Takes mounts out of the tree that another process serves, or has served. */
public final class Fusermount {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int MNT_DETACH = 2;

  private Fusermount() {}

  /**
   * Takes the mount out of the tree at once, and ends it when nobody uses it any more. For a plain
   * user fusermount(1) does it.
   *
   * @return whether it was done
   */
  public static boolean detach(Path mountPoint) {
    return LibC.LIBRARY.geteuid() == 0 ? detachAsRoot(mountPoint) : run(mountPoint);
  }

  /** Of a FUSE mount at this very path. */
  private static boolean detachAsRoot(Path mountPoint) {
    return detachAsRoot(mountPoint, mount -> mount.isFuse() && mount.path().equals(mountPoint));
  }

  /** As root, if it is this mount that is on top at its path. */
  static boolean detach(MountTable.Mount mount) {
    return detachAsRoot(mount.path(), top -> top.id() == mount.id());
  }

  /**
   * Whoever puts a link or another mount there meanwhile does not have root unmount that: what is
   * found is held.
   */
  private static boolean detachAsRoot(Path mountPoint, Predicate<MountTable.Mount> expected) {
    try (HeldDirectory top = HeldDirectory.open(mountPoint)) {
      return MountTable.byId(top.mountId()).filter(expected).isPresent()
          && LibC.LIBRARY.umount2(top.link(), MNT_DETACH) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean run(Path mountPoint) {
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

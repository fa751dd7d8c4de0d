package synchmess.mounting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import synchmess.syscall.LibC;

/** Unmounts what another process serves, or served. */
public final class Fusermount {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int MNT_DETACH = 2;

  private Fusermount() {}

  /**
   * Unmounts at once; the mount ends when nobody uses it any more. For a plain user fusermount(1)
   * does it.
   *
   * @return whether that worked
   */
  public static boolean detach(Path mountPoint) {
    return LibC.LIBRARY.geteuid() == 0 ? detachAsRoot(mountPoint) : run(mountPoint);
  }

  /** Unmounts a FUSE mount at exactly this path. */
  private static boolean detachAsRoot(Path mountPoint) {
    return detachAsRoot(mountPoint, mount -> mount.isFuse() && mount.path().equals(mountPoint));
  }

  /** As root, unmounts this mount if it is the top one at its path. */
  static boolean detach(MountTable.Mount mount) {
    return detachAsRoot(mount.path(), top -> top.id() == mount.id());
  }

  /**
   * Holds what it finds. So nobody can make root unmount something else, by a link or a mount that
   * he puts there meanwhile.
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

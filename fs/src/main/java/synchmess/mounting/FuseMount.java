package synchmess.mounting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.syscall.DynamicLinker;
import synchmess.syscall.LibC;

/**
 * A mount made by libfuse; only its device is ours to serve.
 *
 * <p>Root holds the mount point, and names it by its descriptor. So a rename, or a link in its
 * place, cannot make root mount or unmount elsewhere. For a plain user fusermount(1) does both, by
 * name, with that user's rights.
 */
public final class FuseMount implements AutoCloseable {
  /** The message when a mount {@link #isServedNoMore}. */
  public static final String ENDED_BY_ITSELF =
      "the mount ended though nobody unmounted it: its connection failed, or was aborted";

  private static final Logger LOG = LoggerFactory.getLogger(FuseMount.class);

  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int MNT_DETACH = 2;

  private final HeldDirectory covered;
  private final FuseArguments arguments;
  private final Pointer channel;
  private final MountTable.Mount mount;
  private final AtomicBoolean detached = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private FuseMount(
      HeldDirectory covered, FuseArguments arguments, Pointer channel, MountTable.Mount mount) {
    this.covered = covered;
    this.arguments = arguments;
    this.channel = channel;
    this.mount = mount;
  }

  /**
   * Mounts at a directory, or not at all.
   *
   * @param mountPoint without links, as the kernel's table shows it
   * @param arguments libfuse takes its own from them
   * @throws IOException when libfuse fails (it says why on standard error), or the mount is not
   *     where it should be
   */
  public static FuseMount at(Path mountPoint, FuseArguments arguments) throws IOException {
    HeldDirectory covered = HeldDirectory.open(mountPoint);
    Pointer channel = LibFuse2.LIBRARY.fuse_mount(nameFor(covered, mountPoint), arguments.struct());
    if (channel == null) {
      covered.close();
      throw new IOException("libfuse could not mount at " + mountPoint);
    }
    try {
      return new FuseMount(covered, arguments, channel, found(covered, mountPoint));
    } catch (IOException elsewhere) {
      undo(covered, mountPoint);
      LibFuse2.LIBRARY.fuse_chan_destroy(channel);
      covered.close();
      throw elsewhere;
    }
  }

  /** Root needs the descriptor; fusermount(1), another process, needs the name. */
  private static String nameFor(HeldDirectory covered, Path mountPoint) {
    return isRoot() ? covered.link() : mountPoint.toString();
  }

  private static boolean isRoot() {
    return LibC.LIBRARY.geteuid() == 0;
  }

  /** The mount that the path leads to, if it covers the held directory. */
  private static MountTable.Mount found(HeldDirectory covered, Path mountPoint) throws IOException {
    try (HeldDirectory top = HeldDirectory.open(mountPoint)) {
      Optional<MountTable.Mount> mount = MountTable.byId(top.mountId());
      if (mount.isPresent()
          && mount.get().isSynchmess()
          && mount.get().path().equals(mountPoint)
          && mount.get().parent() == covered.mountId()
          && covered.path().equals(mountPoint)) {
        return mount.get();
      }
    }
    throw new IOException(
        mountPoint + ": another directory took its place during the mount; undone");
  }

  private static void undo(HeldDirectory covered, Path mountPoint) {
    if (isRoot()) {
      LibC.LIBRARY.umount2(covered.link(), MNT_DETACH);
    } else {
      Fusermount.detach(mountPoint);
    }
  }

  /** This mount in the kernel's table. */
  public MountTable.Mount mount() {
    return mount;
  }

  /**
   * libfuse's file system on this mount.
   *
   * @throws IOException when libfuse fails; it says why on standard error
   */
  public Pointer fuse(Pointer operations, long operationsSize) throws IOException {
    Pointer made = null;
    try {
      made =
          DynamicLinker.fuseNew()
              .call(channel, arguments.struct(), operations, operationsSize, null);
    } finally {
      if (made == null) {
        close();
      }
    }
    if (made == null) {
      throw new IOException("libfuse could not serve " + mount.path());
    }
    return made;
  }

  /**
   * A descriptor of our own for the device. libfuse closes its own when it unmounts, and its number
   * may then mean another file, while a thread still reads from it.
   */
  public int device() {
    int own = LibFuse2.LIBRARY.fuse_chan_fd(channel);
    return LibC.LIBRARY.fcntl(own, F_DUPFD_CLOEXEC, 0);
  }

  /** Uncovers it, at each change of the mount table; returns whether it is still there. */
  public boolean watch() {
    if (isRoot()) {
      uncover();
    }
    return isMounted();
  }

  /**
   * Unmounts what a user has mounted over it: fusermount(1) lets everybody mount over a directory
   * that he may write to, and then nobody else could use this mount.
   */
  private void uncover() {
    MountTable.read().stream()
        .filter(each -> each.parent() == mount.id() && each.isFuse())
        .filter(Fusermount::detach)
        .forEach(each -> LOG.warn("unmounted a {} over {}", each.type(), mount.path()));
  }

  /** Whether it is still mounted. */
  public boolean isMounted() {
    return MountTable.read().stream()
        .anyMatch(each -> each.id() == mount.id() && each.device().equals(mount.device()));
  }

  /**
   * Whether it is still mounted after the end of serving: nobody has unmounted it, from within or
   * outside.
   */
  public boolean isServedNoMore() {
    return !detached.get() && isMounted();
  }

  /** Unmounts it at once, unless somebody did. It ends when nobody uses it any more. */
  public void detach() {
    if (detached.compareAndSet(false, true) && isMounted()) {
      undo(covered, mount.path());
    }
  }

  /** Unmounts it, and frees libfuse's channel and the descriptors. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      detach();
      LibFuse2.LIBRARY.fuse_chan_destroy(channel);
      covered.close();
    }
  }
}

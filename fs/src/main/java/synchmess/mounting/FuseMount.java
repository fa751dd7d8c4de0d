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
 * <p>Root's mount point is held, and named by its descriptor: a rename, or a link in its place,
 * cannot make root mount or unmount elsewhere. For a plain user fusermount(1) does both, by name,
 * with the user's own rights.
 */
public final class FuseMount implements AutoCloseable {
  /** What is to be told when a mount {@link #isServedNoMore}. */
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
   * @param arguments of which libfuse takes those that are for it
   * @throws IOException when libfuse could not, which says why on standard error; and when the
   *     mount is not where it should be
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

  /** fusermount(1) is another process, and resolves names by itself. */
  private static String nameFor(HeldDirectory covered, Path mountPoint) {
    return isRoot() ? covered.link() : mountPoint.toString();
  }

  private static boolean isRoot() {
    return LibC.LIBRARY.geteuid() == 0;
  }

  /** The mount that the path leads to, if it is the one on the directory that is held. */
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
        mountPoint + " was replaced by another directory while it was mounted on; undone");
  }

  private static void undo(HeldDirectory covered, Path mountPoint) {
    if (isRoot()) {
      LibC.LIBRARY.umount2(covered.link(), MNT_DETACH);
    } else {
      Fusermount.detach(mountPoint);
    }
  }

  /** As the kernel's table has it. */
  public MountTable.Mount mount() {
    return mount;
  }

  /**
   * libfuse's file system on this mount.
   *
   * @throws IOException when libfuse could not make it, which it says on standard error
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
   * The device, by a descriptor of our own: libfuse closes its own when it unmounts, and while a
   * thread still reads, that number must not come to mean another file.
   */
  public int device() {
    int own = LibFuse2.LIBRARY.fuse_chan_fd(channel);
    return LibC.LIBRARY.fcntl(own, F_DUPFD_CLOEXEC, 0);
  }

  /** Looks after it, at each change of the table; whether it is still in the tree. */
  public boolean watch() {
    if (isRoot()) {
      uncover();
    }
    return isMounted();
  }

  /**
   * fusermount(1) lets everybody who may write to a directory mount over it, and nobody else could
   * use it then.
   */
  private void uncover() {
    MountTable.read().stream()
        .filter(each -> each.parent() == mount.id() && each.isFuse())
        .filter(Fusermount::detach)
        .forEach(each -> LOG.warn("a {} over {} was unmounted", each.type(), mount.path()));
  }

  /** Whether it is still in the tree. */
  public boolean isMounted() {
    return MountTable.read().stream()
        .anyMatch(each -> each.id() == mount.id() && each.device().equals(mount.device()));
  }

  /** After the end of serving: whether nobody has unmounted it, from within or outside. */
  public boolean isServedNoMore() {
    return !detached.get() && isMounted();
  }

  /**
   * Takes it out of the tree at once, if nobody has done so; it ends when nobody uses it any more.
   */
  public void detach() {
    if (detached.compareAndSet(false, true) && isMounted()) {
      undo(covered, mount.path());
    }
  }

  /** Takes it out of the tree, and lets go of libfuse's channel and its descriptor. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      detach();
      LibFuse2.LIBRARY.fuse_chan_destroy(channel);
      covered.close();
    }
  }
}

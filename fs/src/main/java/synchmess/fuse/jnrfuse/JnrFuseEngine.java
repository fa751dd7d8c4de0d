package synchmess.fuse.jnrfuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import jnr.ffi.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Engine;
import synchmess.fuse.RequestSize;
import synchmess.mounting.Connection;
import synchmess.mounting.FuseArguments;
import synchmess.mounting.FuseMount;
import synchmess.mounting.LibFuse2;
import synchmess.mounting.MountTable;
import synchmess.mounting.MountWatch;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/**
 * The engine on jnr-fuse and libfuse 2, on threads that Java started.
 *
 * <p>jnr-fuse's own {@code mount()} runs libfuse's loop. That attaches its threads to the Java
 * machine, and detaches them, for each callback. Here the session's loops are Java threads from the
 * start: several times as fast, and as many as blocked calls need.
 */
public final class JnrFuseEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(JnrFuseEngine.class);

  /** The most pages that libfuse 2 carries in a request. */
  private static final int MAX_PAGES = 32;

  /** The default of how many calls may block at a time. */
  public static final int DEFAULT_MAX_BLOCKED = 4096;

  private static final String[] OPTIONS = {
    "direct_io",
    "hard_remove",
    "nopath",
    "big_writes",
    "entry_timeout=0",
    "attr_timeout=0",
    "negative_timeout=0"
  };

  /** How long an unmount waits for woken callers to end. */
  private static final long END_MILLIS = 2000;

  private final int maxBlocked;
  private final String why;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Path mountPoint;
  private FileSystem fileSystem;
  private Session session;
  private FuseMount mount;
  private Pointer fuse;
  private boolean mounted;

  /**
   * @param maxBlocked how many calls may block at a time; the next one gets EAGAIN
   * @param why this engine was chosen, for people
   */
  public JnrFuseEngine(int maxBlocked, String why) {
    this.why = why;
    this.maxBlocked = maxBlocked;
  }

  @Override
  public EngineTraits traits() {
    return new EngineTraits(
        "jnr-fuse",
        () -> why,
        RequestSize.atMost(MAX_PAGES).maxMessageSizeCeiling(),
        false,
        maxBlocked);
  }

  @Override
  public MountTable.Mount mount(Tree tree) throws IOException {
    mountPoint = Path.of(tree.mount().path());
    fileSystem = new FileSystem(tree);
    mount = FuseMount.at(mountPoint, new FuseArguments(tree.mount().allowOther(), OPTIONS));
    fuse = mount.fuse(fileSystem.operations(), fileSystem.operationsSize());
    session = new Session(fuse, maxBlocked, tree.blocked(), stopping::countDown);
    try {
      session.start();
      awaitRequests();
    } catch (OutOfMemoryError | IOException e) {
      throw new IOException("cannot serve the mount: " + e.getMessage(), e);
    }
    mounted = true;
    LOG.info("mounted at {}; engine jnr-fuse, {}", mountPoint, why);
    return mount.mount();
  }

  /** Returns when the mount answers; from then on a watch notices its removal. */
  private void awaitRequests() throws IOException {
    Files.getLastModifiedTime(mountPoint);
    new MountWatch(mount::watch, stopping::countDown).start();
  }

  @Override
  public void awaitUnmount() throws InterruptedException, IOException {
    stopping.await();
    if (mount.isServedNoMore()) {
      throw new IOException(FuseMount.ENDED_BY_ITSELF);
    }
  }

  @Override
  public void unmount() {
    if (mount != null) {
      mount.detach();
    }
    stopping.countDown();
  }

  @Override
  public void close() throws InterruptedException {
    if (session != null) {
      fileSystem.close();
      endSession();
    } else if (mount != null) {
      mount.close();
    }
    if (mounted) {
      LOG.info("unmounted {}", mountPoint);
    }
  }

  /** libfuse's memory is kept while a thread may still use it. */
  private void endSession() throws InterruptedException {
    if (session.join(END_MILLIS) || (abort() && session.join(END_MILLIS))) {
      mount.close();
      LibFuse2.LIBRARY.fuse_destroy(fuse);
    }
  }

  /**
   * Makes the kernel fail all requests; false when fusectl is not mounted: then only the end of the
   * process does it.
   */
  private boolean abort() {
    LOG.warn("files are still open; the connection is aborted");
    return Connection.of(mount.mount()).abort();
  }
}

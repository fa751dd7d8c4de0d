package synchmess.fuse.jnrfuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Engine;
import synchmess.fuse.Fusermount;
import synchmess.fuse.LibFuse2;
import synchmess.fuse.MountTable;
import synchmess.fuse.MountWatch;
import synchmess.fuse.RequestSize;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/**
 * The engine on jnr-fuse and libfuse 2, on threads that Java started.
 *
 * <p>jnr-fuse's own {@code mount()} runs libfuse's loop, whose threads are attached to the Java
 * machine and detached from it for each callback. Here the session's loops are Java threads from
 * the start, which is several times as fast, and lets the number of threads follow the number of
 * blocked calls.
 */
public final class JnrFuseEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(JnrFuseEngine.class);

  /** What libfuse 2 carries in a request. */
  private static final int MAX_PAGES = 32;

  /** How many calls may block at a time, unless it is said otherwise. */
  public static final int DEFAULT_MAX_BLOCKED = 4096;

  private static final String OPTIONS =
      String.join(
          ",",
          "fsname=synchmess",
          "subtype=synchmess",
          "default_permissions",
          "direct_io",
          "hard_remove",
          "nopath",
          "big_writes",
          "entry_timeout=0",
          "attr_timeout=0",
          "negative_timeout=0");

  private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");

  /** How long unmounting waits for the callers that were woken to end. */
  private static final long END_MILLIS = 2000;

  private final int maxBlocked;
  private final String why;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Tree tree;
  private Path mountPoint;
  private FileSystem fileSystem;
  private Session session;
  private Pointer fuse;
  private Pointer mountPointOut;
  private String device;

  /**
   * @param maxBlocked how many calls may block at a time; the next one gets EAGAIN
   * @param why this engine was taken, for people to read
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
  public void mount(Tree served) throws IOException {
    tree = served;
    mountPoint = Path.of(tree.mount().path());
    fileSystem = new FileSystem(tree);
    fuse = setup();
    session = new Session(fuse, maxBlocked, tree.blocked(), stopping::countDown);
    try {
      session.start();
      awaitRequests();
    } catch (OutOfMemoryError | IOException e) {
      unmount();
      throw new IOException("cannot serve the mount: " + e.getMessage(), e);
    }
    LOG.info("mounted at {}; engine jnr-fuse, {}", mountPoint, why);
  }

  /** Returns when the mount answers; from then on it is noticed if it is taken away. */
  private void awaitRequests() throws IOException {
    Files.getLastModifiedTime(mountPoint);
    device = MountTable.at(mountPoint).map(MountTable.Mount::device).orElse("");
    if (!device.isEmpty()) {
      new MountWatch(device, stopping::countDown).start();
    }
  }

  private Pointer setup() throws IOException {
    Runtime runtime = Runtime.getSystemRuntime();
    List<String> arguments = List.of("synchmess", "-f", "-o", options(), mountPoint.toString());
    mountPointOut = Memory.allocateDirect(runtime, runtime.addressSize());
    Pointer made =
        LibFuse2.LIBRARY.fuse_setup(
            arguments.size(),
            arguments.toArray(new String[0]),
            fileSystem.operations(),
            fileSystem.operationsSize(),
            mountPointOut,
            Memory.allocateDirect(runtime, Integer.BYTES),
            null);
    if (made == null) {
      throw new IOException("libfuse could not mount at " + mountPoint);
    }
    return made;
  }

  private String options() {
    return tree.mount().allowOther() ? OPTIONS + ",allow_other" : OPTIONS;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    stopping.await();
    tree.close();
    fileSystem.close();
    if (session.join(END_MILLIS) || (abort() && session.join(END_MILLIS))) {
      LibFuse2.LIBRARY.fuse_teardown(fuse, mountPointOut.getPointer(0));
    }
    LOG.info("unmounted {}", mountPoint);
  }

  /**
   * Has the kernel fail all requests; false where fusectl is not mounted, so that only the end of
   * the process does it.
   */
  private boolean abort() {
    LOG.warn("files are still open; the connection is aborted");
    String minor = device.substring(device.indexOf(':') + 1);
    try {
      Files.writeString(CONNECTIONS.resolve(minor).resolve("abort"), "1");
      return true;
    } catch (IOException e) {
      LOG.debug("cannot abort the connection", e);
      return false;
    }
  }

  @Override
  public void unmount() {
    tree.close();
    Fusermount.detach(mountPoint);
    stopping.countDown();
  }
}

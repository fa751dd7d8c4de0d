package synchmess.fuse.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.Engine;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.device.DevFuse;
import synchmess.fuse.kernel.operation.Handshake;
import synchmess.fuse.kernel.ring.IoUringRefused;
import synchmess.fuse.kernel.ring.RingSetup;
import synchmess.fuse.kernel.ring.Rings;
import synchmess.fuse.kernel.thread.IdleThreads;
import synchmess.mounting.FuseArguments;
import synchmess.mounting.FuseMount;
import synchmess.mounting.LinuxVersion;
import synchmess.mounting.MountTable;
import synchmess.mounting.MountWatch;
import synchmess.tree.EngineTraits;
import synchmess.tree.Tree;

/** The engine that speaks the FUSE protocol itself, on /dev/fuse and over io_uring. */
public final class KernelEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(KernelEngine.class);

  /** How many threads receive from the device. See docs/decisions/0017-two-device-loops.md. */
  private static final int LOOPS = 2;

  /** With io_uring, the device still carries INTERRUPT and FORGET. */
  private static final int LOOPS_BESIDE_RINGS = 1;

  private static final int INIT_SECONDS = 10;

  /** How long an unused mount may take to end after the unmount, in ms. */
  private static final long END_MILLIS = 500;

  /** The first with protocol 7.31, which has all that this engine needs. */
  public static final LinuxVersion OLDEST_LINUX = new LinuxVersion(5, 4);

  private final KernelOptions options;
  private final String why;
  private final RequestSize requestSize = RequestSize.ofThisMachine();

  /** How requests come, for people. */
  private volatile String how;

  private Tree tree;
  private Path mountPoint;
  private FuseMount mount;
  private DevFuse device;
  private KernelSession session;

  /** Down to 0 when the mount ends. */
  private CountDownLatch stopping;

  private boolean mounted;

  /** Null when requests come over the device alone. */
  private Rings rings;

  /** Likewise. */
  private volatile IdleThreads idleThreads;

  /**
   * @param why this engine was chosen, for people
   */
  public KernelEngine(KernelOptions options, String why) {
    this.options = options;
    this.why = why;
    this.how = why;
  }

  @Override
  public EngineTraits traits() {
    return new EngineTraits(
        "kernel", this::how, requestSize.maxMessageSizeCeiling(), true, options.maxBlocked());
  }

  private String how() {
    IdleThreads threads = idleThreads;
    return threads == null ? how : how + "\n" + threads.how();
  }

  @Override
  public void jobBegins() {
    IdleThreads threads = idleThreads;
    if (threads != null) {
      threads.jobBegins();
    }
  }

  @Override
  public void jobEnded() {
    IdleThreads threads = idleThreads;
    if (threads != null) {
      threads.jobEnded();
    }
  }

  // --------------------------------------------------------------------------------- mounting

  @Override
  public MountTable.Mount mount(Tree served) throws IOException {
    tree = served;
    mountPoint = Path.of(tree.mount().path());
    String whyNotIoUring = IoUringParameter.whyNot(options.ioUring());
    if (whyNotIoUring == null) {
      whyNotIoUring = mountOverIoUring();
    }
    if (whyNotIoUring == null) {
      how = why + ", over io_uring";
    } else {
      how = why + ", over /dev/fuse; io_uring: " + whyNotIoUring;
      mountOverDevice();
    }
    awaitRequests();
    mounted = true;
    LOG.info("mounted at {}; engine kernel, {}", mountPoint, how);
    return mount.mount();
  }

  /** Returns null when mounted; otherwise mounts nothing, and returns why. */
  private String mountOverIoUring() throws IOException {
    try {
      open();
      idleThreads = IdleThreads.of(options.idleThreads());
      rings =
          Rings.prepare(
              new RingSetup(
                  device.fd(),
                  requestSize.bytes(),
                  options.ioUringDepth(),
                  session.notifications(),
                  idleThreads,
                  stopping::countDown));
      if (!serve(LOOPS_BESIDE_RINGS).overIoUring()) {
        throw new IoUringRefused("not offered by this kernel");
      }
      rings.serve(session.dispatcher());
      return null;
    } catch (IoUringRefused e) {
      abandon();
      return e.getMessage();
    }
  }

  private void mountOverDevice() throws IOException {
    open();
    serve(LOOPS);
  }

  private void open() throws IOException {
    mount = FuseMount.at(mountPoint, new FuseArguments(tree.mount().allowOther()));
    device = new DevFuse(mount.device());
    stopping = new CountDownLatch(1);
    session =
        new KernelSession(
            tree,
            device,
            requestSize,
            options.maxBlocked(),
            () -> rings != null,
            stopping::countDown);
  }

  /** Serves the device, and waits for the kernel's INIT. */
  private Handshake.Agreement serve(int loops) throws IOException {
    String failure;
    try {
      session.start(loops);
      Handshake.Agreement agreement = session.agreed().get(INIT_SECONDS, TimeUnit.SECONDS);
      if (agreement.refusal() == null) {
        return agreement;
      }
      failure = agreement.refusal();
    } catch (TimeoutException | ExecutionException e) {
      failure = "the kernel does not answer on /dev/fuse";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } catch (IOException e) {
      failure = e.getMessage();
    }
    throw new IOException(failure);
  }

  /** Removes a mount that nobody has used. */
  private void abandon() {
    mount.close();
    idleThreads = null;
    if (rings != null) {
      rings.stop();
      rings = null;
    }
    if (session.join(END_MILLIS)) {
      device.close();
    }
    session = null;
    device = null;
  }

  /** Returns when the mount answers; from then on a watch notices its removal. */
  private void awaitRequests() throws IOException {
    Files.getLastModifiedTime(mountPoint);
    new MountWatch(mount::watch, stopping::countDown).start();
  }

  // -------------------------------------------------------------------------------- unmounting

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
      mount.close();
    }
    if (stopping != null) {
      stopping.countDown();
    }
  }

  @Override
  public void close() {
    boolean ended = endThreads();
    if (ended && device != null) {
      device.close();
    } else if (!ended) {
      LOG.warn("files are still open; they are cut off");
    }
    if (mounted) {
      LOG.info("unmounted {}", mountPoint);
    }
  }

  /** Returns whether they have ended in time. */
  private boolean endThreads() {
    boolean ended = true;
    if (rings != null) {
      rings.stop();
      ended = rings.join(END_MILLIS);
    }
    return (session == null || session.join(END_MILLIS)) && ended;
  }
}

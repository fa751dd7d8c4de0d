package synchmess.fuse.kernel.operation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import synchmess.errno.Errno;
import synchmess.errno.ErrnoException;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.InitIn;
import synchmess.fuse.kernel.abi.FuseStructs.InitOut;
import synchmess.fuse.kernel.abi.Memory;

/**
 * INIT, a mount's first request: kernel and engine agree on what both can do.
 *
 * <p>Source of versions and flags: {@code include/uapi/linux/fuse.h}.
 */
public final class Handshake {
  /** The protocol version of this engine; it needs nothing of later ones. */
  private static final int MINOR = 42;

  /** Linux 5.4. */
  private static final int MIN_MINOR = 31;

  private static final int FLAGS =
      FuseFlags.FUSE_ASYNC_READ
          | FuseFlags.FUSE_BIG_WRITES
          | FuseFlags.FUSE_PARALLEL_DIROPS
          | FuseFlags.FUSE_MAX_PAGES;

  /**
   * The most asynchronous requests, as of io_submit(2), under way at a time. This is the greatest
   * number there is: waiting ones must not keep others out.
   */
  private static final int MAX_BACKGROUND = 0xffff;

  private final RequestSize requestSize;
  private final BooleanSupplier ringsAreReady;
  private final CompletableFuture<Agreement> agreed = new CompletableFuture<>();

  /** What the answer being sent says. */
  private volatile Agreement offer;

  /**
   * What kernel and engine agreed on.
   *
   * @param refusal why they did not; null when they did
   * @param overIoUring whether requests come over io_uring
   */
  public record Agreement(String refusal, boolean overIoUring) {}

  /**
   * @param ringsAreReady whether the engine can serve requests over io_uring; asked once, when the
   *     kernel offers it
   */
  public Handshake(RequestSize requestSize, BooleanSupplier ringsAreReady) {
    this.requestSize = requestSize;
    this.ringsAreReady = ringsAreReady;
  }

  /** Completes when the kernel's INIT is answered. */
  public CompletableFuture<Agreement> agreed() {
    return agreed;
  }

  /** Lays the answer out; returns its length. */
  int init(Request request, Memory body) {
    int major = request.getInt(InitIn.MAJOR);
    int minor = request.getInt(InitIn.MINOR);
    if (major > FuseFlags.FUSE_KERNEL_VERSION) {
      return sayOurVersion(body);
    }
    if (major < FuseFlags.FUSE_KERNEL_VERSION || minor < MIN_MINOR) {
      agreed.complete(
          new Agreement(
              String.format(
                  "the kernel speaks version %d.%d of the FUSE protocol; %d.%d (Linux 5.4) or later"
                      + " is needed",
                  major, minor, FuseFlags.FUSE_KERNEL_VERSION, MIN_MINOR),
              false));
      throw new ErrnoException(Errno.EPROTO);
    }
    return agree(request, body, minor);
  }

  /** Answers a kernel of a later major version; it then speaks ours. */
  private static int sayOurVersion(Memory body) {
    body.putZeros(0, InitOut.SIZEOF);
    body.putInt(InitOut.MAJOR, FuseFlags.FUSE_KERNEL_VERSION);
    body.putInt(InitOut.MINOR, MINOR);
    return InitOut.SIZEOF;
  }

  private int agree(Request request, Memory body, int minor) {
    int offered = request.getInt(InitIn.FLAGS);
    boolean extended = (offered & FuseFlags.FUSE_INIT_EXT) != 0;
    int offered2 = extended ? request.payloadInt(0) : 0;
    boolean overIoUring =
        (offered2 & FuseFlags.FUSE_OVER_IO_URING_2) != 0 && ringsAreReady.getAsBoolean();
    int flags = offered & FLAGS;

    body.putZeros(0, InitOut.SIZEOF);
    body.putInt(InitOut.MAJOR, FuseFlags.FUSE_KERNEL_VERSION);
    body.putInt(InitOut.MINOR, Math.min(minor, MINOR));
    body.putInt(InitOut.MAX_READAHEAD, request.getInt(InitIn.MAX_READAHEAD));
    body.putInt(InitOut.FLAGS, overIoUring ? flags | FuseFlags.FUSE_INIT_EXT : flags);
    body.putInt(InitOut.FLAGS2, overIoUring ? FuseFlags.FUSE_OVER_IO_URING_2 : 0);
    body.putShort(InitOut.MAX_BACKGROUND, MAX_BACKGROUND);
    body.putShort(InitOut.CONGESTION_THRESHOLD, MAX_BACKGROUND);
    body.putInt(InitOut.MAX_WRITE, requestSize.bytes());
    body.putInt(InitOut.TIME_GRAN, 1);
    body.putShort(InitOut.MAX_PAGES, requestSize.pages());
    offer = new Agreement(null, overIoUring);
    return InitOut.SIZEOF;
  }

  /** The kernel has taken the answer; only now may we ask it for anything else. */
  void answered() {
    if (offer != null) {
      agreed.complete(offer);
    }
  }
}

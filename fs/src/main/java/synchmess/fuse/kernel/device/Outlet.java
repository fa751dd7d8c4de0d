package synchmess.fuse.kernel.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.Fault;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.abi.FuseFlags;
import synchmess.fuse.kernel.abi.FuseStructs.NotifyInvalInodeOut;
import synchmess.fuse.kernel.abi.FuseStructs.NotifyPollWakeupOut;
import synchmess.fuse.kernel.abi.FuseStructs.NotifyRetrieveOut;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Notifications;

/** Sends answers and notifications to the device, from any thread. */
public final class Outlet implements Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  /** Nobody waits for the answer any more, or nobody knows what the notification is about. */
  private static final int ENOENT = -2;

  /** The connection is gone. */
  private static final int ENODEV = -19;

  /** The number of the NOTIFY_REPLY that a nudge asks for; the kernel's own are smaller. */
  private static final long NUDGE = 1L << 62;

  private final Device device;
  private final int bodySize;
  private final ThreadLocal<OutBuffer> buffers;

  /** For errors from threads without a buffer, or memory for one. */
  @GuardedBy("itself")
  private final OutBuffer spare = new OutBuffer(0);

  public Outlet(Device device, RequestSize requestSize) {
    this.device = device;
    bodySize = requestSize.bytes();
    buffers = ThreadLocal.withInitial(() -> new OutBuffer(bodySize));
  }

  /** The answer for the request of that number. */
  Answer answer(long unique) {
    return new DeviceAnswer(this, unique);
  }

  /** Answers a request with an error, whatever may be short. Throws nothing. */
  void refuse(long unique, Errno why) {
    sendError(unique, -why.number());
  }

  private boolean sendError(long unique, int error) {
    try {
      synchronized (spare) {
        return spare.send(device, unique, error, 0) == 0;
      }
    } catch (Throwable thrown) {
      Fault.log(LOG, "an error could not be sent", thrown);
      return false;
    }
  }

  /**
   * Sends an answer or, on an unexpected failure, an error. If the answer did go, the kernel
   * refuses the error.
   */
  private boolean answer(long unique, int error, int length) {
    try {
      return send(buffers.get(), unique, error, length);
    } catch (Throwable thrown) {
      boolean refused = sendError(unique, error != 0 ? error : -Fault.errno(thrown).number());
      Fault.log(LOG, "an answer failed", thrown);
      return error != 0 ? refused : !refused;
    }
  }

  private boolean send(OutBuffer buffer, long unique, int error, int length) {
    int result = buffer.send(device, unique, error, length);
    if (result != 0 && result != ENOENT && result != ENODEV) {
      LOG.warn("the kernel refused an answer of {} bytes: errno {}", length, -result);
    }
    return result == 0;
  }

  // -------------------------------------------------------------------------- notifications

  @Override
  public void poll(long kh) {
    OutBuffer buffer = buffers.get();
    buffer.body().putLong(NotifyPollWakeupOut.KH, kh);
    tell(buffer, FuseFlags.FUSE_NOTIFY_POLL, NotifyPollWakeupOut.SIZEOF);
  }

  @Override
  public void invalidateInode(long nodeid) {
    OutBuffer buffer = buffers.get();
    Memory body = buffer.body();
    body.putLong(NotifyInvalInodeOut.INO, nodeid);
    body.putLong(NotifyInvalInodeOut.OFF, -1);
    body.putLong(NotifyInvalInodeOut.LEN, 0);
    tell(buffer, FuseFlags.FUSE_NOTIFY_INVAL_INODE, NotifyInvalInodeOut.SIZEOF);
  }

  @Override
  public boolean nudge(long nodeid) {
    OutBuffer buffer = buffers.get();
    Memory body = buffer.body();
    body.putZeros(0, NotifyRetrieveOut.SIZEOF);
    body.putLong(NotifyRetrieveOut.NOTIFY_UNIQUE, NUDGE);
    body.putLong(NotifyRetrieveOut.NODEID, nodeid);
    return tell(buffer, FuseFlags.FUSE_NOTIFY_RETRIEVE, NotifyRetrieveOut.SIZEOF);
  }

  /** A notification has no number, and its code in the place of an error. */
  private boolean tell(OutBuffer buffer, int code, int length) {
    return send(buffer, 0, code, length);
  }

  /** An answer to the device. */
  private static final class DeviceAnswer implements Answer {
    private static final AtomicIntegerFieldUpdater<DeviceAnswer> SENDINGS =
        AtomicIntegerFieldUpdater.newUpdater(DeviceAnswer.class, "sendings");

    private final Outlet outlet;
    private final long unique;

    /** 1 once it was sent, or is being sent. */
    private volatile int sendings;

    DeviceAnswer(Outlet outlet, long unique) {
      this.outlet = outlet;
      this.unique = unique;
    }

    @Override
    public long unique() {
      return unique;
    }

    @Override
    public long capacity() {
      return outlet.bodySize;
    }

    @Override
    public Memory body() {
      return outlet.buffers.get().body();
    }

    @Override
    public boolean send(int error, int length) {
      if (sendings != 0 || !SENDINGS.compareAndSet(this, 0, 1)) {
        Fault.note(LOG, "a second answer to a request is dropped");
        return false;
      }
      return outlet.answer(unique, error, length);
    }

    @Override
    public boolean mayPark() {
      return true;
    }
  }
}

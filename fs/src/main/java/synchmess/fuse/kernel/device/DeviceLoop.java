package synchmess.fuse.kernel.device;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.errno.Errno;
import synchmess.errno.Fault;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.abi.Opcode;
import synchmess.fuse.kernel.operation.Answer;
import synchmess.fuse.kernel.operation.Dispatcher;
import synchmess.fuse.kernel.operation.Request;

/**
 * A thread's loop: receives requests from the device and dispatches them, until there are no more.
 * A throwable does not end it.
 */
public final class DeviceLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

  private static final int ENOENT = -2;
  private static final int EINTR = -4;
  private static final int EAGAIN = -11;
  private static final int ENOMEM = -12;
  private static final int ENODEV = -19;

  /** Room for the headers before the data. The kernel refuses a read with less. */
  private static final int HEADERS = 4096;

  private final Device device;
  private final Outlet outlet;
  private final Dispatcher dispatcher;
  private final int bufferSize;
  private final Runnable onEnd;

  /**
   * @param onEnd called when there will be no more requests
   */
  public DeviceLoop(
      Device device,
      Outlet outlet,
      Dispatcher dispatcher,
      RequestSize requestSize,
      Runnable onEnd) {
    this.device = device;
    this.outlet = outlet;
    this.dispatcher = dispatcher;
    this.bufferSize = requestSize.bytes() + HEADERS;
    this.onEnd = onEnd;
  }

  @Override
  public void run() {
    try {
      Memory buffer = Memory.allocateUnset(bufferSize);
      Request request = Request.inOnePiece(buffer);
      int length = 0;
      while (length >= 0 || isPassing(length)) {
        length = serve(buffer, request);
      }
      if (length != ENODEV) {
        LOG.error("no more requests can be read: errno {}", -length);
      }
    } finally {
      onEnd.run();
    }
  }

  /** Receives a request and dispatches it; returns its length, or minus errno. */
  private int serve(Memory buffer, Request request) {
    try {
      int length = device.receive(buffer);
      if (length >= 0) {
        carryOut(request, length);
      }
      return length;
    } catch (Throwable thrown) {
      Fault.survive(LOG, "a loop failed, and goes on", thrown);
      return 0;
    }
  }

  /** ENOENT: the kernel gave the request up during the read. */
  private static boolean isPassing(int error) {
    return error == ENOENT || error == EINTR || error == EAGAIN || error == ENOMEM;
  }

  private void carryOut(Request request, int length) {
    if (request.read(length)) {
      Answer answer = answer(request);
      if (answer != null) {
        dispatcher.dispatch(request, answer);
      }
      return;
    }
    if (length >= InHeader.SIZEOF && request.opcode().isAnswered()) {
      outlet.refuse(request.unique(), Errno.EINVAL);
    }
    LOG.warn("a malformed request of {} bytes, opcode {}", length, request.opcode());
  }

  /** The answer for a request; without memory for it, refuses the request and returns null. */
  private Answer answer(Request request) {
    try {
      return outlet.answer(request.unique());
    } catch (Throwable thrown) {
      if (request.opcode() == Opcode.INTERRUPT) {
        outlet.refuse(request.unique(), Errno.EAGAIN);
      } else if (request.opcode().isAnswered()) {
        outlet.refuse(request.unique(), Fault.errno(thrown));
      }
      Fault.survive(LOG, "a request failed", thrown);
      return null;
    }
  }
}

package synchmess.fuse.kernel.device;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import synchmess.fuse.RequestSize;
import synchmess.fuse.kernel.abi.FuseStructs.InHeader;
import synchmess.fuse.kernel.abi.Memory;
import synchmess.fuse.kernel.operation.Dispatcher;
import synchmess.fuse.kernel.operation.Request;
import synchmess.group.Errno;

/**
 * A thread that receives requests from the device and has them carried out, until there are none.
 */
public final class DeviceLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

  private static final int ENOENT = -2;
  private static final int EINTR = -4;
  private static final int EAGAIN = -11;
  private static final int ENODEV = -19;

  /** Room for the headers before the data. The kernel refuses to be read with less. */
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
    Memory buffer = Memory.allocateUnset(bufferSize);
    Request request = Request.inOnePiece(buffer);
    try {
      int length = device.receive(buffer);
      while (length >= 0 || isPassing(length)) {
        if (length >= 0) {
          carryOut(request, length);
        }
        length = device.receive(buffer);
      }
      if (length != ENODEV) {
        LOG.error("no more requests can be read: errno {}", -length);
      }
    } finally {
      onEnd.run();
    }
  }

  /** ENOENT: the request was given up while it was being read. */
  private static boolean isPassing(int error) {
    return error == ENOENT || error == EINTR || error == EAGAIN;
  }

  private void carryOut(Request request, int length) {
    if (request.read(length)) {
      dispatcher.dispatch(request, outlet.answer(request.unique()));
      return;
    }
    LOG.warn("a malformed request of {} bytes, opcode {}", length, request.opcode());
    if (length >= InHeader.SIZEOF && request.opcode().isAnswered()) {
      outlet.answer(request.unique()).send(-Errno.EINVAL.number(), 0);
    }
  }
}

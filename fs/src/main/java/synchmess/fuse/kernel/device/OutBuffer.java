package synchmess.fuse.kernel.device;

import synchmess.fuse.kernel.abi.FuseStructs.OutHeader;
import synchmess.fuse.kernel.abi.Memory;

/**
 * A thread's buffer for what it sends: header and body in one piece. Each thread has one, since any
 * may have to answer.
 */
final class OutBuffer {
  private final Memory whole;
  private final Memory body;

  /**
   * @param bodySize the most bytes of a body
   */
  OutBuffer(int bodySize) {
    whole = Memory.allocateUnset(OutHeader.SIZEOF + bodySize);
    body = whole.slice(OutHeader.SIZEOF, bodySize);
  }

  Memory body() {
    return body;
  }

  /**
   * Sends it.
   *
   * @param length of the body, in bytes
   * @return 0, or minus errno
   */
  int send(Device device, long unique, int error, int length) {
    int size = OutHeader.SIZEOF + length;
    whole.putInt(OutHeader.LEN, size);
    whole.putInt(OutHeader.ERROR, error);
    whole.putLong(OutHeader.UNIQUE, unique);
    return device.send(whole, size);
  }
}

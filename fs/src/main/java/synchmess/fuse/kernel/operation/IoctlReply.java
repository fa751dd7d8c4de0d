package synchmess.fuse.kernel.operation;

import synchmess.fuse.kernel.abi.FuseStructs.IoctlOut;
import synchmess.fuse.kernel.abi.Memory;

/** An ioctl on its way. */
final class IoctlReply extends CallReply {
  private final byte[] argument;
  private final int outSize;

  /**
   * @param argument the command's input, and now its output
   * @param outSize how many bytes of it the caller wants back
   */
  IoctlReply(
      Request request, Answer answer, ParkedRequests parkedRequests, byte[] argument, int outSize) {
    super(request, answer, parkedRequests);
    this.argument = argument;
    this.outSize = outSize;
  }

  @Override
  int result(Memory body, int value) {
    int handedOut = Math.min(outSize, argument.length);
    body.putZeros(0, IoctlOut.SIZEOF + outSize);
    body.putInt(IoctlOut.RESULT, value);
    body.putBytes(IoctlOut.SIZEOF, argument, 0, handedOut);
    return IoctlOut.SIZEOF + outSize;
  }
}
